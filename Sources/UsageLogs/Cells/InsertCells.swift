/// The values of one INSERT statement.
enum InsertCells {
  /// Calls `body` with each value in order; false where the statement cannot be read.
  static func read(_ line: ByteView, _ body: (RawValue) -> Void) -> Bool {
    guard let close = line.first(UInt8(ascii: ")"), from: 0), let open = line.first(UInt8(ascii: "("), from: close)
    else { return false }
    var index = open &+ 1
    while true {
      while line[index] == 0x20 { index &+= 1 }
      if line[index] == UInt8(ascii: "E"), line[index &+ 1] == UInt8(ascii: "'") { return false }
      if line[index] == UInt8(ascii: "'") {
        let start = index &+ 1
        var isHalved = false
        index = start
        while true {
          guard let quote = line.first(UInt8(ascii: "'"), from: index) else { return false }
          index = quote &+ 1
          guard line[index] == UInt8(ascii: "'") else { break }
          isHalved = true
          index &+= 1
        }
        body(RawValue(line[start..<index &- 1], .cell, isHalved ? .sql : .plain))
      } else {
        let end = line.either(UInt8(ascii: ","), UInt8(ascii: ")"), from: index)
        body(RawValue(line[index..<end].trimmed, .cell))
        index = end
      }
      // A type may follow, as in `'{}'::jsonb`.
      index = line.either(UInt8(ascii: ","), UInt8(ascii: ")"), from: index)
      guard index < line.count else { return false }
      if line[index] == UInt8(ascii: ")") { return true }
      index &+= 1
    }
  }
}
