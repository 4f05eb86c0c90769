/// The length of the UTF-8 sequence at `index`, 0 if there is none: no overlong forms, no surrogates,
/// nothing above U+10FFFF.
@inline(__always)
func utf8SequenceLength(in bytes: Span<UInt8>, at index: Int) -> Int {
  func isContinuation(_ offset: Int) -> Bool {
    index &+ offset < bytes.count && bytes[index &+ offset] & 0xC0 == 0x80
  }
  let lead = bytes[index]
  switch lead {
  case 0..<0x80:
    return 1
  case 0xC2...0xDF:
    return isContinuation(1) ? 2 : 0
  case 0xE0...0xEF:
    guard isContinuation(1), isContinuation(2) else { return 0 }
    let second = bytes[index &+ 1]
    if lead == 0xE0, second < 0xA0 { return 0 }
    if lead == 0xED, second > 0x9F { return 0 }
    return 3
  case 0xF0...0xF4:
    guard isContinuation(1), isContinuation(2), isContinuation(3) else { return 0 }
    let second = bytes[index &+ 1]
    if lead == 0xF0, second < 0x90 { return 0 }
    if lead == 0xF4, second > 0x8F { return 0 }
    return 4
  default:
    return 0
  }
}

/// The value of a hexadecimal digit.
@inline(__always)
func hexDigit(_ byte: UInt8) -> UInt16? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte &- 0x30)
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte &- 0x57)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte &- 0x37)
  default: nil
  }
}
