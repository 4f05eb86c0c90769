/// Appends the text of JSON string contents as UTF-8.
///
/// `range` must be the contents of a string that a scan has accepted; unpaired surrogates, which JSON
/// allows and UTF-8 does not, become U+FFFD. Bytes that no scan has accepted are copied as they are.
public func unescape(_ body: Span<UInt8>, range: Range<Int>, into out: inout [UInt8]) {
  let range = range.clamped(to: 0..<body.count)
  var index = range.lowerBound
  while index < range.upperBound {
    let end = backslash(in: body, index..<range.upperBound)
    out.append(body.extracting(index..<end))
    index = end
    if index < range.upperBound { index = unescapeOne(body, at: index, end: range.upperBound, into: &out) }
  }
}

/// Appends what the escape at `index` means and returns the index after it.
private func unescapeOne(_ body: Span<UInt8>, at index: Int, end: Int, into out: inout [UInt8]) -> Int {
  guard index &+ 1 < end else {
    out.append(UInt8(ascii: "\\"))
    return end
  }
  switch body[index &+ 1] {
  case UInt8(ascii: "b"): out.append(0x08)
  case UInt8(ascii: "f"): out.append(0x0C)
  case UInt8(ascii: "n"): out.append(0x0A)
  case UInt8(ascii: "r"): out.append(0x0D)
  case UInt8(ascii: "t"): out.append(0x09)
  case UInt8(ascii: "u"):
    guard let unit = codeUnit(body, at: index, end: end) else { break }
    if UTF16.isLeadSurrogate(unit), let low = codeUnit(body, at: index &+ 6, end: end), UTF16.isTrailSurrogate(low) {
      let value = 0x10000 &+ (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
      out.append(scalar: Unicode.Scalar(value) ?? "\u{FFFD}")
      return index &+ 12
    }
    out.append(scalar: Unicode.Scalar(unit) ?? "\u{FFFD}")
    return index &+ 6
  case let other: out.append(other)
  }
  return index &+ 2
}

/// The code unit that `\uXXXX` at `index` names.
private func codeUnit(_ body: Span<UInt8>, at index: Int, end: Int) -> UInt16? {
  guard index &+ 6 <= end, body[index] == UInt8(ascii: "\\"), body[index &+ 1] == UInt8(ascii: "u") else { return nil }
  var unit: UInt16 = 0
  for digit in 2..<6 {
    guard let value = hexDigit(body[index &+ digit]) else { return nil }
    unit = unit << 4 | value
  }
  return unit
}

/// How many bytes of UTF-8 the contents of a JSON string come to.
func unescapedCount(_ body: Span<UInt8>, _ text: JSONText) -> Int {
  guard text.hasEscapes else { return text.range.count }
  var count = 0
  var index = text.range.lowerBound
  while index < text.range.upperBound {
    let end = backslash(in: body, index..<text.range.upperBound)
    count &+= end &- index
    index = end
    guard index < text.range.upperBound else { break }
    if let unit = codeUnit(body, at: index, end: text.range.upperBound) {
      // Two for each half of a surrogate pair.
      count &+= unit < 0x80 ? 1 : unit < 0x800 || UTF16.isSurrogate(unit) ? 2 : 3
      index &+= 6
    } else {
      count &+= 1
      index &+= 2
    }
  }
  return count
}
