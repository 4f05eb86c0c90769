/// Rows whose token counts cannot be true: negative, or more than 10¹² in one row.
public struct UnusableRows: Hashable, Sendable {
  /// A row's place.
  public struct Place: Hashable, Sendable, Comparable {
    /// The file.
    public var file: String
    /// The row in it, from 1.
    public var row: Int

    public static func < (left: Self, right: Self) -> Bool { (left.file, left.row) < (right.file, right.row) }
  }

  /// How many.
  public internal(set) var count = 0
  /// The first few, by file and row.
  public internal(set) var places: [Place] = []

  static let listed = 10

  mutating func note(file: String, row: Int) {
    count += 1
    if places.count < Self.listed { places.append(Place(file: file, row: row)) }
  }

  mutating func add(_ other: UnusableRows) {
    count += other.count
    places = Array((places + other.places).sorted().prefix(Self.listed))
  }
}
