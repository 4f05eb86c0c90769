/// The names of keys in the first records of JSON text, at whatever depth; the text may break off.
struct KeyNames {
  private static let maxDepth = 16
  private static let limit = 2000

  /// All names, and the text of members called `key`, which name OTLP attributes.
  private(set) var names: Set<String> = []
  /// Values of members called `object`, which name OpenAI's and Claude's records.
  private(set) var objects: Set<String> = []
  /// Keys of the first object whose value is a list of objects.
  private(set) var lists: [String] = []

  init(_ bytes: ByteView, records: Int) {
    var scanner = JSONScanner(bytes)
    for _ in 0..<records where scanner.position < bytes.count && names.count < Self.limit {
      guard value(&scanner, depth: 0) else { break }
    }
  }

  // Enters a value; false where it breaks off.
  private mutating func value(_ scanner: inout JSONScanner, depth: Int) -> Bool {
    let first = scanner.peek()
    guard depth < Self.maxDepth, names.count < Self.limit else { return scanner.value() != nil }
    if first == UInt8(ascii: "{") { return object(&scanner, depth: depth) }
    guard first == UInt8(ascii: "[") else { return scanner.value() != nil }
    scanner.position += 1
    while !scanner.take(UInt8(ascii: "]")) {
      guard value(&scanner, depth: depth + 1) else { return false }
      _ = scanner.take(UInt8(ascii: ","))
    }
    return true
  }

  private mutating func object(_ scanner: inout JSONScanner, depth: Int) -> Bool {
    scanner.position += 1
    while !scanner.take(UInt8(ascii: "}")) {
      guard let key = scanner.key() else { return false }
      let name = key.string
      names.insert(name)
      if scanner.peek() == UInt8(ascii: "[") {
        var ahead = JSONScanner(scanner.bytes, from: scanner.position + 1)
        if depth <= 1, ahead.peek() == UInt8(ascii: "{") || ahead.peek() == UInt8(ascii: "]") { lists.append(name) }
      } else if scanner.peek() == UInt8(ascii: "\""), name == "key" || name == "object" {
        guard let (text, _) = scanner.string() else { return false }
        if name == "key" { names.insert(text.string) } else { objects.insert(text.string) }
        _ = scanner.take(UInt8(ascii: ","))
        continue
      }
      guard value(&scanner, depth: depth + 1) else { return false }
      _ = scanner.take(UInt8(ascii: ","))
    }
    return true
  }
}
