/// How a file is divided into records.
public enum LogFraming: Hashable, Codable, Sendable {
  /// One JSON object a line.
  case lines
  /// A heading and records with this byte between cells.
  case table(delimiter: UInt8)
  /// JSON documents: an array of records, or pages that hold them in a list under this key.
  case document(container: String?)
  /// A plain PostgreSQL dump.
  case dump
}
