/// The cells of one record of a table.
enum TableCells {
  /// Calls `body` with each cell in order; the line end belongs to none.
  @inline(__always)
  static func read(_ record: ByteView, _ delimiter: UInt8, _ body: (RawValue) -> Void) {
    var end = record.count
    if end > 0, record[end &- 1] == 0x0A { end &-= 1 }
    if end > 0, record[end &- 1] == 0x0D { end &-= 1 }
    let record = record[0..<end]
    var index = 0
    while true {
      var cell: RawValue
      if record[index] == UInt8(ascii: "\"") {
        let start = index &+ 1
        var isHalved = false
        index = start
        while let quote = record.first(UInt8(ascii: "\""), from: index) {
          index = quote &+ 1
          guard record[index] == UInt8(ascii: "\"") else { break }
          isHalved = true
          index &+= 1
        }
        cell = RawValue(record[start..<max(start, index &- 1)], .cell, isHalved ? .csv : .plain)
        // What follows the closing quote belongs to nothing.
        index = record.first(delimiter, from: index) ?? end
      } else {
        let next = record.first(delimiter, from: index) ?? end
        cell = RawValue(record[index..<next], .cell)
        index = next
      }
      body(cell)
      if index >= end { return }
      index &+= 1
      // A delimiter at the end has an empty cell behind it.
      if index == end { return body(RawValue(.empty, .cell)) }
    }
  }
}
