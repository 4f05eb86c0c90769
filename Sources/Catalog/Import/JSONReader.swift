/// Reads a JSON text of any size with the place of every value, for price lists that other people write.
///
/// It is strict about the grammar, keeps the text of numbers, and notes names that stand twice in an object.
struct JSONReader {
  private let bytes: [UInt8]
  private let file: String
  private var position = 0
  private var depth = 0
  /// Names that stand twice, with the place of the later one.
  private(set) var duplicates: [(key: String, offset: Int)] = []

  private static var deepest: Int { 128 }

  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// The one value of the text.
  mutating func read() throws(ImportError) -> JSONNode {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    let value = try readValue()
    skipSpace()
    guard position == bytes.count else { throw error("nothing may follow the value") }
    return value
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 32 || byte == 10 || byte == 13 || byte == 9 { position += 1 }
  }

  private func error(_ message: String) -> ImportError {
    guard position < bytes.count else {
      return ImportError(file: file, offset: position, message: "the text ends too early: \(message)")
    }
    return ImportError(file: file, offset: position, message: message)
  }

  private mutating func readValue() throws(ImportError) -> JSONNode {
    skipSpace()
    let start = position
    switch current {
    case UInt8(ascii: "{"): return JSONNode(content: .object(try readObject()), offset: start)
    case UInt8(ascii: "["): return JSONNode(content: .array(try readArray()), offset: start)
    case UInt8(ascii: "\""): return JSONNode(content: .string(try readString()), offset: start)
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    default: return JSONNode(content: .number(try readNumber()), offset: start)
    }
  }

  private mutating func enter() throws(ImportError) {
    depth += 1
    guard depth <= Self.deepest else { throw error("nested more than \(Self.deepest) deep") }
    position += 1
    skipSpace()
  }

  // True when another element follows, false at the closing bracket.
  private mutating func readSeparator(or end: UInt8) throws(ImportError) -> Bool {
    skipSpace()
    if current == UInt8(ascii: ",") {
      position += 1
      return true
    }
    guard current == end else { throw error("a comma or '\(Character(Unicode.Scalar(end)))' is expected") }
    position += 1
    depth -= 1
    return false
  }

  private mutating func readObject() throws(ImportError) -> [JSONNode.Member] {
    try enter()
    var members: [JSONNode.Member] = []
    var known: Set<String> = []
    if current == UInt8(ascii: "}") { return try finished(members) }
    repeat {
      skipSpace()
      let start = position
      guard current == UInt8(ascii: "\"") else { throw error("a name in quotes is expected") }
      let key = try readString()
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw error("a colon is expected after the name '\(key)'") }
      position += 1
      if !known.insert(key).inserted { duplicates.append((key, start)) }
      members.append(JSONNode.Member(key: key, offset: start, value: try readValue()))
    } while try readSeparator(or: UInt8(ascii: "}"))
    return members
  }

  private mutating func readArray() throws(ImportError) -> [JSONNode] {
    try enter()
    var elements: [JSONNode] = []
    if current == UInt8(ascii: "]") { return try finished(elements) }
    repeat { elements.append(try readValue()) } while try readSeparator(or: UInt8(ascii: "]"))
    return elements
  }

  private mutating func finished<Value>(_ value: Value) throws(ImportError) -> Value {
    position += 1
    depth -= 1
    return value
  }

  private mutating func readWord(_ word: String, _ content: JSONNode.Content) throws(ImportError) -> JSONNode {
    let start = position
    for byte in word.utf8 {
      guard current == byte else { throw error("'\(word)' is expected") }
      position += 1
    }
    return JSONNode(content: content, offset: start)
  }

  private mutating func readNumber() throws(ImportError) -> String {
    let start = position
    while let byte = current, Self.numberBytes.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let whole = text.drop { $0 == "-" }
    let leadingZero = whole.count > 1 && whole.first == "0" && whole.dropFirst().first?.isNumber == true
    guard PriceText(text) != nil, !leadingZero else {
      let atEnd = position == bytes.count
      if !text.isEmpty, !atEnd { position = start }
      throw error(text.isEmpty ? "a value is expected" : "'\(text.prefix(40))' is not a number")
    }
    return text
  }

  private static let numberBytes = Set("+-.eE0123456789".utf8)

  private mutating func readString() throws(ImportError) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          position = start
          throw error("the string is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): try readEscape(into: &text)
      case 0..<32:
        position -= 1
        throw error("a control character must be written as an escape")
      default: text.append(byte)
      }
    }
    throw error("the string that begins at byte \(start) has no end")
  }

  private mutating func readEscape(into text: inout [UInt8]) throws(ImportError) {
    guard let byte = current else { throw error("an escape is cut") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "u"): text += Array(String(try readScalar()).utf8)
    default:
      position -= 1
      throw error("'\\\(Character(Unicode.Scalar(byte)))' is not an escape")
    }
  }

  private mutating func readScalar() throws(ImportError) -> Character {
    let first = try readHex()
    guard (0xD800..<0xDC00).contains(first) else {
      guard let scalar = Unicode.Scalar(first) else { throw error("half of a surrogate pair stands alone") }
      return Character(scalar)
    }
    guard current == UInt8(ascii: "\\") else { throw error("half of a surrogate pair stands alone") }
    position += 1
    guard current == UInt8(ascii: "u") else { throw error("half of a surrogate pair stands alone") }
    position += 1
    let second = try readHex()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) * 0x400 + (second - 0xDC00))
    else { throw error("half of a surrogate pair stands alone") }
    return Character(scalar)
  }

  private mutating func readHex() throws(ImportError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits are expected")
      }
      value = value * 16 + UInt32(digit)
      position += 1
    }
    return value
  }
}
