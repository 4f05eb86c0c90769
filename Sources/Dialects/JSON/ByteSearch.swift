/// The offset of the first set byte of a comparison of 16 bytes, 16 if none is set.
@inline(__always)
func firstHit(_ hits: SIMDMask<SIMD16<Int8>>) -> Int {
  // A mask is 16 bytes of all ones or all zeros; two words find the first without leaving the registers.
  let words = unsafe unsafeBitCast(hits, to: SIMD2<UInt64>.self)
  if words[0] != 0 { return words[0].trailingZeroBitCount &>> 3 }
  return 8 &+ words[1].trailingZeroBitCount &>> 3
}

/// The first index at or after `start` whose byte is a quote, a backslash, a control character or not ASCII.
@inline(__always)
func plainRun(in bytes: Span<UInt8>, from start: Int) -> Int {
  var index = start
  let raw = unsafe bytes.bytes  // A byte has no padding to expose.
  // Vectors, because comparisons with a scalar are made one lane after another.
  let space = SIMD16<Int8>(repeating: 0x20)
  let quote = SIMD16<Int8>(repeating: 0x22)
  let backslash = SIMD16<Int8>(repeating: 0x5C)
  while index &+ 16 <= bytes.count {
    // Any 16 bytes are a valid vector, and the load is bounds-checked.
    let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<Int8>.self)
    // Signed: bytes from 0x80 up are negative, so one comparison finds them and control characters.
    let hit = firstHit((block .< space) .| (block .== quote) .| (block .== backslash))
    if hit < 16 { return index &+ hit }
    index &+= 16
  }
  while index < bytes.count {
    let byte = bytes[index]
    if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
    index &+= 1
  }
  return index
}

/// The first index at or after `start` that holds a line feed or a carriage return, the count if none does.
@inline(__always)
func lineEnd(in bytes: Span<UInt8>, from start: Int) -> Int {
  var index = start
  let raw = unsafe bytes.bytes  // A byte has no padding to expose.
  let lineFeed = SIMD16<Int8>(repeating: 0x0A)
  let carriageReturn = SIMD16<Int8>(repeating: 0x0D)
  while index &+ 16 <= bytes.count {
    // Any 16 bytes are a valid vector, and the load is bounds-checked.
    let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<Int8>.self)
    let hit = firstHit((block .== lineFeed) .| (block .== carriageReturn))
    if hit < 16 { return index &+ hit }
    index &+= 16
  }
  while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index &+= 1 }
  return index
}

/// The first index in `range` that holds a backslash, its upper bound if none does; `range` lies in `bytes`.
@inline(__always)
func backslash(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
  var index = range.lowerBound
  let raw = unsafe bytes.bytes  // A byte has no padding to expose.
  let backslash = SIMD16<Int8>(repeating: 0x5C)
  while index &+ 16 <= range.upperBound {
    // Any 16 bytes are a valid vector, and the load is bounds-checked.
    let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<Int8>.self)
    let hit = firstHit(block .== backslash)
    if hit < 16 { return index &+ hit }
    index &+= 16
  }
  while index < range.upperBound, bytes[index] != UInt8(ascii: "\\") { index &+= 1 }
  return index
}
