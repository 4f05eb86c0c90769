/// Finds the records of JSON documents without holding a whole document.
struct DocumentFramer {
  /// What is open around the next byte.
  enum Place: String, Codable { case outer = "o", page = "p", container = "c" }

  /// The key of the list that holds a page's records; nil where objects are records themselves.
  let container: [UInt8]?
  /// What is open, outermost first.
  var places: [Place] = []

  init(container: String?, places: [Place] = []) {
    self.container = container.map { Array($0.utf8) }
    self.places = places
  }

  mutating func frame(_ bytes: ByteView, isEnd: Bool) -> Frame {
    var frame = Frame()
    var scanner = JSONScanner(bytes)
    while true {
      while scanner.peek() == UInt8(ascii: ",") { scanner.position += 1 }
      frame.used = scanner.position
      guard scanner.position < bytes.count else { break }
      guard step(&scanner, &frame, isEnd) else { break }
    }
    frame.rows = frame.records.count
    if isEnd {
      frame.isTruncated = frame.used < bytes.count || !places.isEmpty
      frame.used = bytes.count
      places = []
    }
    return frame
  }

  // One token or record; false if it does not end in these bytes.
  private mutating func step(_ scanner: inout JSONScanner, _ frame: inout Frame, _ isEnd: Bool) -> Bool {
    let byte = scanner.bytes[scanner.position]
    switch (places.last, byte) {
    case (nil, UInt8(ascii: "[")): open(.outer, &scanner)
    case (nil, UInt8(ascii: "{")) where container != nil, (.outer, UInt8(ascii: "{")) where container != nil:
      open(.page, &scanner)
    case (.outer, UInt8(ascii: "]")), (.container, UInt8(ascii: "]")), (.page, UInt8(ascii: "}")):
      places.removeLast()
      scanner.position += 1
    case (.page, UInt8(ascii: "\"")): return member(&scanner)
    case (.page, _): scanner.position += 1
    default: return record(&scanner, &frame, isEnd)
    }
    return true
  }

  private mutating func open(_ place: Place, _ scanner: inout JSONScanner) {
    places.append(place)
    scanner.position += 1
  }

  private mutating func member(_ scanner: inout JSONScanner) -> Bool {
    guard let key = scanner.key(), scanner.peek() != 0 else { return false }
    if scanner.peek() == UInt8(ascii: "["), let container, container.withView(container.count, key.equals) {
      open(.container, &scanner)
      return true
    }
    let start = scanner.position
    guard scanner.value() != nil else { return false }
    // A number at the end of the bytes may go on in the next ones.
    return scanner.position < scanner.bytes.count || scanner.bytes[start] == UInt8(ascii: "\"")
  }

  private func record(_ scanner: inout JSONScanner, _ frame: inout Frame, _ isEnd: Bool) -> Bool {
    let start = scanner.position
    switch scanner.bytes[start] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): guard scanner.skipNested() else { return false }
    case UInt8(ascii: "\""): guard scanner.string() != nil else { return false }
    default:
      // Something that is no record: the parser will say so.
      repeat { scanner.position += 1 } while !Self.ends(scanner.bytes[scanner.position])
      if scanner.position >= scanner.bytes.count, !isEnd { return false }
    }
    frame.records.append(start..<scanner.position)
    return true
  }

  private static func ends(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "\"")
  }
}
