/// One thing that is wrong with a log, and where.
public struct LogProblem: Hashable, Codable, Sendable {
  /// What is wrong.
  public var kind: LogProblemKind
  /// The file.
  public var file: String
  /// The row in it, from 1; 0 for the file as a whole.
  public var row: Int
  /// The field, empty where it is the row as a whole.
  public var field: String
  /// What was found there, in short.
  public var found: String

  /// A problem at a place.
  public init(_ kind: LogProblemKind, file: String, row: Int, field: String = "", found: String = "") {
    self.kind = kind
    self.file = file
    self.row = row
    self.field = field
    self.found = found
  }
}

extension LogProblem: CustomStringConvertible {
  /// `usage.jsonl, row 12, prompt tokens: a token count is negative (found -5)`.
  public var description: String {
    let place = file + (row > 0 ? ", row \(row)" : "") + (field.isEmpty ? "" : ", \(field)")
    return "\(place): \(kind.explanation)" + (found.isEmpty ? "" : " (found \(found))")
  }
}
