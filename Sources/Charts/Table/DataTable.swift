/// Rows and columns of text, the shape of every table on a page.
public struct DataTable: Equatable, Sendable {
  /// A column: its heading and to which side its cells lean.
  public struct Column: Equatable, Sendable {
    let heading: String
    let isNumeric: Bool

    /// A column of words, which begin at the left.
    public static func text(_ heading: String) -> Column { Column(heading: heading, isNumeric: false) }
    /// A column of numbers, which end at the right.
    public static func number(_ heading: String) -> Column { Column(heading: heading, isNumeric: true) }
  }

  /// What the table shows.
  public let caption: String
  /// The columns from left to right.
  let columns: [Column]
  /// The cells, row by row.
  public let rows: [[String]]

  /// A table.
  public init(caption: String, columns: [Column], rows: [[String]]) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }

  /// The headings of the columns.
  public var headings: [String] { columns.map(\.heading) }
}
