/// The cells of one line of a COPY block.
enum CopyCells {
  /// Calls `body` with each cell in order.
  static func read(_ line: ByteView, _ body: (RawValue) -> Void) {
    var index = 0
    while true {
      let next = line.first(9, from: index) ?? line.count
      let cell = line[index..<next]
      if cell.matches("\\N") {
        body(RawValue(.empty, .null))
      } else {
        body(RawValue(cell, .cell, cell.first(UInt8(ascii: "\\"), from: 0) == nil ? .plain : .copy))
      }
      if next >= line.count { return }
      index = next &+ 1
    }
  }
}
