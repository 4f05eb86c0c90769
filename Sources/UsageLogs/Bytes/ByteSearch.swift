/// The offset of the first set lane of a comparison of 16 bytes, 16 if none is set.
@inline(__always)
private func firstHit(_ hits: SIMDMask<SIMD16<Int8>>) -> Int {
  // A mask is 16 bytes of all ones or all zeros; two words find the first without leaving the registers.
  let words = unsafeBitCast(hits, to: SIMD2<UInt64>.self)
  if words[0] != 0 { return words[0].trailingZeroBitCount &>> 3 }
  return words[1] != 0 ? 8 &+ words[1].trailingZeroBitCount &>> 3 : 16
}

extension ByteView {
  /// The first index from `start` that holds a quote or a backslash, the count if none does.
  @inline(__always)
  func quoteOrBackslash(from start: Int) -> Int {
    var index = start
    let quote = SIMD16<UInt8>(repeating: UInt8(ascii: "\""))
    let backslash = SIMD16<UInt8>(repeating: UInt8(ascii: "\\"))
    while let block = block(at: index) {
      let hit = firstHit((block .== quote) .| (block .== backslash))
      if hit < 16 { return index &+ hit }
      index &+= 16
    }
    while index < count, self[index] != UInt8(ascii: "\""), self[index] != UInt8(ascii: "\\") { index &+= 1 }
    return index
  }

  /// The first index from `start` that holds a quote, a bracket or a brace, the count if none does.
  @inline(__always)
  func structure(from start: Int) -> Int {
    var index = start
    let quote = SIMD16<UInt8>(repeating: UInt8(ascii: "\""))
    // With this bit set, brackets and braces are the same bytes.
    let bit = SIMD16<UInt8>(repeating: 0x20)
    let open = SIMD16<UInt8>(repeating: UInt8(ascii: "{"))
    let close = SIMD16<UInt8>(repeating: UInt8(ascii: "}"))
    while let block = block(at: index) {
      let folded = block | bit
      let hit = firstHit((block .== quote) .| (folded .== open) .| (folded .== close))
      if hit < 16 { return index &+ hit }
      index &+= 16
    }
    while index < count {
      let folded = self[index] | 0x20
      if self[index] == UInt8(ascii: "\"") || folded == UInt8(ascii: "{") || folded == UInt8(ascii: "}") { break }
      index &+= 1
    }
    return index
  }

  /// The first index from `start` that holds one of two bytes, the count if none does.
  @inline(__always)
  func either(_ left: UInt8, _ right: UInt8, from start: Int) -> Int {
    var index = start
    let lefts = SIMD16<UInt8>(repeating: left)
    let rights = SIMD16<UInt8>(repeating: right)
    while let block = block(at: index) {
      let hit = firstHit((block .== lefts) .| (block .== rights))
      if hit < 16 { return index &+ hit }
      index &+= 16
    }
    while index < count, self[index] != left, self[index] != right { index &+= 1 }
    return index
  }

  /// How often a byte occurs.
  func occurrences(of byte: UInt8) -> Int {
    var total = 0
    var index = 0
    let bytes = SIMD16<UInt8>(repeating: byte)
    let one = SIMD16<UInt8>(repeating: 1)
    while block(at: index) != nil {
      // Each lane holds at most 255 hits before it is added up.
      var lanes = SIMD16<UInt8>()
      var rounds = 0
      while rounds < 255, let block = block(at: index) {
        lanes &+= SIMD16<UInt8>().replacing(with: one, where: block .== bytes)
        index &+= 16
        rounds &+= 1
      }
      total &+= Int(SIMD16<UInt16>(truncatingIfNeeded: lanes).wrappedSum())
    }
    while index < count {
      if self[index] == byte { total &+= 1 }
      index &+= 1
    }
    return total
  }
}
