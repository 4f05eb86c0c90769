extension JSONValue {
  /// Appends the document, without white space.
  public func write(into out: inout [UInt8]) {
    switch self {
    case .null: out.append("null")
    case .bool(let value): out.append(value ? "true" : "false")
    case .number(let text): out.append(contentsOf: text.utf8)
    case .string(let text): writeJSONString(text, into: &out)
    case .array(let elements):
      out.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        element.write(into: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        writeJSONString(member.0, into: &out)
        out.append(UInt8(ascii: ":"))
        member.1.write(into: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }
}

/// Appends `text` as a JSON string, quotes included.
public func writeJSONString(_ text: String, into out: inout [UInt8]) {
  out.append(UInt8(ascii: "\""))
  let utf8 = text.utf8
  writeJSONStringContents(utf8.span, into: &out)
  out.append(UInt8(ascii: "\""))
}

/// Appends UTF-8 as the contents of a JSON string: quotes, backslashes and control characters escaped.
public func writeJSONStringContents(_ utf8: Span<UInt8>, into out: inout [UInt8]) {
  var start = 0
  var index = 0
  while index < utf8.count {
    let byte = utf8[index]
    guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
      index &+= 1
      continue
    }
    out.append(utf8.extracting(start..<index))
    switch byte {
    case 0x0A: out.append("\\n")
    case 0x0D: out.append("\\r")
    case 0x09: out.append("\\t")
    case UInt8(ascii: "\""): out.append("\\\"")
    case UInt8(ascii: "\\"): out.append("\\\\")
    default:
      out.append("\\u00")
      out.append(byte >> 4 &+ 0x30)
      out.append(byte & 15 &+ (byte & 15 < 10 ? 0x30 : 0x57))
    }
    index &+= 1
    start = index
  }
  out.append(utf8.extracting(start..<utf8.count))
}
