extension [UInt8] {
  /// Whether any of three bytes is in the text, sixteen places at a time: every request's text is asked.
  package func containsAny(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    let bytes = span
    let raw = unsafe bytes.bytes  // A byte has no padding to expose.
    // Vectors of signed bytes, because other comparisons are made one lane after another.
    let one = SIMD16<Int8>(repeating: Int8(bitPattern: first))
    let two = SIMD16<Int8>(repeating: Int8(bitPattern: second))
    let three = SIMD16<Int8>(repeating: Int8(bitPattern: third))
    var index = 0
    while index &+ 16 <= bytes.count {
      // Any 16 bytes are a valid vector, and the load is bounds-checked.
      let block = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<Int8>.self)
      let hits = (block .== one) .| (block .== two) .| (block .== three)
      // A mask is 16 bytes of all ones or all zeros; two words tell without leaving the registers.
      let words = unsafe unsafeBitCast(hits, to: SIMD2<UInt64>.self)
      if words[0] | words[1] != 0 { return true }
      index &+= 16
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == first || byte == second || byte == third { return true }
      index &+= 1
    }
    return false
  }
}
