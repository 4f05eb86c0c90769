/// A table of comma-separated values with a heading (RFC 4180), whose rows remember where they stand.
///
/// Cells stay bytes of the file until they are read, so that columns that nobody asks for cost nothing.
public struct CSVTable: Sendable {
  public let file: String
  public let columns: [String]
  /// Rows that have another number of cells than the heading, or a cell beyond the limit; they are not among `rows`.
  public let excluded: [Exclusion]
  private let storage: Storage

  /// Reads a table from a text.
  public init(_ text: String, file: String) throws(Malformed) { try self.init(bytes: Array(text.utf8), file: file) }

  /// Reads a table from the bytes of a file in UTF-8.
  public init(bytes: [UInt8], file: String) throws(Malformed) {
    guard bytes.count <= Self.largest else {
      throw Malformed(
        file: file, row: 1, problem: "the file has \(bytes.count >> 20) MiB; at most \(Self.largest >> 20) are read")
    }
    var scanner = CSVScanner(bytes: bytes, file: file)
    try scanner.scan()
    self.file = file
    columns = scanner.heading.map { $0.text(bytes) }
    excluded = scanner.excluded
    storage = Storage(bytes: bytes, cells: scanner.cells, lines: scanner.lines)
  }

  /// Bytes of a file beyond which it is refused.
  public static let largest = 256 << 20
  /// Rows beyond which a file is refused.
  public static let mostRows = 8_000_000
  /// Columns beyond which a file is refused.
  public static let mostColumns = 1000
  /// Bytes of a cell beyond which its row is left out.
  public static let largestCell = 1 << 16

  public var rows: Rows { Rows(storage: storage, width: columns.count) }

  /// The place of a column.
  public func column(_ name: String) throws(Malformed) -> Int {
    let places = columns.indices.filter { columns[$0] == name }
    guard let first = places.first else {
      let nearest = NearestName.of(name, in: columns).map { "; is it '\($0)'?" } ?? "."
      throw Malformed(
        file: file, row: 1, column: name,
        problem: "is missing\(nearest) There are \(columns.prefix(40).joined(separator: ", "))")
    }
    guard places.count == 1 else {
      throw Malformed(file: file, row: 1, column: name, problem: "stands in the heading \(places.count) times")
    }
    return first
  }

  /// The place of a column that may be absent.
  public func optionalColumn(_ name: String) throws(Malformed) -> Int? {
    columns.contains(name) ? try column(name) : nil
  }
}

extension CSVTable {
  /// What is wrong with a file, and where, so that nothing of it can be read.
  public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    public var file: String
    public var row: Int
    public var column: String?
    public var problem: String

    public init(file: String, row: Int, column: String? = nil, problem: String) {
      self.file = file
      self.row = row
      self.column = column
      self.problem = problem
    }

    public var description: String { "\(file):\(row)\(column.map { ", column '\($0)'" } ?? ""): \(problem)" }
  }
}
