/// Reads a JSON list of flat objects, as some leaderboards are published: the names are columns, each object is a row.
struct FlatJSON {
  private let bytes: [UInt8]
  private let file: String
  private var place = 0
  private var row = 1

  /// Objects with their values as texts; `null` is an empty text.
  static func read(_ text: String, file: String) throws(CSVTable.Malformed) -> [[(name: String, value: String)]] {
    guard text.utf8.count <= CSVTable.largest else {
      throw CSVTable.Malformed(file: file, row: 1, problem: "the file has more than \(CSVTable.largest >> 20) MiB")
    }
    var reader = FlatJSON(bytes: Array(text.utf8), file: file)
    return try reader.list()
  }

  private mutating func list() throws(CSVTable.Malformed) -> [[(name: String, value: String)]] {
    var objects: [[(name: String, value: String)]] = []
    try expect(0x5B, "a list of objects")
    if skip(0x5D) { return objects }
    repeat {
      objects.append(try object())
      row += 1
    } while skip(0x2C)
    try expect(0x5D, "a comma or the end of the list")
    guard peek == nil else { throw malformed("something follows the list") }
    return objects
  }

  private mutating func object() throws(CSVTable.Malformed) -> [(name: String, value: String)] {
    var pairs: [(name: String, value: String)] = []
    try expect(0x7B, "an object")
    if skip(0x7D) { return pairs }
    repeat {
      let name = try string()
      try expect(0x3A, "a colon")
      pairs.append((name, try value()))
      guard pairs.count <= CSVTable.mostColumns else { throw malformed("has too many names") }
    } while skip(0x2C)
    try expect(0x7D, "a comma or the end of the object")
    return pairs
  }

  private mutating func value() throws(CSVTable.Malformed) -> String {
    if peek == 0x22 { return try string() }
    let start = place
    while place < bytes.count, ![0x2C, 0x7D, 0x5D, 0x20, 0x0A, 0x0D, 0x09].contains(bytes[place]) { place += 1 }
    let word = String(decoding: bytes[start..<place], as: UTF8.self)
    if word == "null" { return "" }
    guard word == "true" || word == "false" || CellNumber(word).map({ !$0.isPercent }) == true else {
      throw malformed("'\(word.prefix(40))' is neither a text nor a number; lists and objects inside are not read")
    }
    return word
  }

  private mutating func string() throws(CSVTable.Malformed) -> String {
    try expect(0x22, "a text")
    var text: [UInt8] = []
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == 0x22 { return String(decoding: text, as: UTF8.self) }
      guard byte == 0x5C else {
        text.append(byte)
        continue
      }
      text += try escape()
    }
    throw malformed("a text is never closed")
  }

  private mutating func escape() throws(CSVTable.Malformed) -> [UInt8] {
    guard place < bytes.count else { throw malformed("a text is never closed") }
    let byte = bytes[place]
    place += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: return [byte]
    case 0x6E: return [0x0A]
    case 0x74: return [0x09]
    case 0x72: return [0x0D]
    case 0x62: return [0x08]
    case 0x66: return [0x0C]
    case 0x75:
      var unit = try hexadecimal()
      if (0xD800..<0xDC00).contains(unit), place + 1 < bytes.count, bytes[place] == 0x5C, bytes[place + 1] == 0x75 {
        place += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { throw malformed("half of a character stands alone") }
        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(unit) else { throw malformed("half of a character stands alone") }
      return Array(String(Character(scalar)).utf8)
    default: throw malformed("a text has an unknown escape")
    }
  }

  private mutating func hexadecimal() throws(CSVTable.Malformed) -> UInt32 {
    let digits = bytes[place..<min(place + 4, bytes.count)]
    guard digits.count == 4, let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
      throw malformed("a text has an unknown escape")
    }
    place += 4
    return unit
  }

  /// The next byte that is no space.
  private var peek: UInt8? {
    mutating get {
      while place < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[place]) { place += 1 }
      return place < bytes.count ? bytes[place] : nil
    }
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ byte: UInt8, _ what: String) throws(CSVTable.Malformed) {
    guard skip(byte) else { throw malformed("\(what) is expected at byte \(place)") }
  }

  private func malformed(_ problem: String) -> CSVTable.Malformed { .init(file: file, row: row, problem: problem) }
}
