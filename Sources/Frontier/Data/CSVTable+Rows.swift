extension CSVTable {
  /// The bytes of a file and where its cells are; shared by all rows.
  final class Storage: Sendable {
    let bytes: [UInt8]
    let cells: [CSVCell]
    let lines: [Int32]

    init(bytes: [UInt8], cells: [CSVCell], lines: [Int32]) {
      self.bytes = bytes
      self.cells = cells
      self.lines = lines
    }
  }

  /// The rows below the heading.
  public struct Rows: RandomAccessCollection, Sendable {
    let storage: Storage
    let width: Int

    public var startIndex: Int { 0 }
    public var endIndex: Int { storage.lines.count }
    public subscript(index: Int) -> Row { Row(storage: storage, width: width, index: index) }
  }

  /// One row.
  public struct Row: Sendable {
    let storage: Storage
    let width: Int
    let index: Int

    /// The row's line in the file, from 1.
    public var line: Int { Int(storage.lines[index]) }
    public var cells: Cells { Cells(storage: storage, width: width, index: index) }
  }

  /// The texts of a row.
  public struct Cells: RandomAccessCollection, Sendable {
    let storage: Storage
    let width: Int
    let index: Int

    public var startIndex: Int { 0 }
    public var endIndex: Int { width }
    public subscript(column: Int) -> String { storage.cells[index * width + column].text(storage.bytes) }
  }
}
