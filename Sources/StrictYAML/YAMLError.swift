/// What is wrong with a YAML document, where, and what would be right.
public struct YAMLError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name as the user gave it.
  public var file: String
  /// One-based line; 0 when the whole file is meant.
  public var line: Int
  /// One-based column.
  public var column: Int
  /// What is wrong.
  public var message: String
  /// The values that would have been accepted, when the set is closed.
  public var allowed: [String]

  /// Creates an error at a place in a file.
  public init(file: String, line: Int, column: Int, message: String, allowed: [String] = []) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.allowed = allowed
  }

  /// `file:line:column: message; allowed: a, b, c`, the form that editors make clickable.
  public var description: String {
    let place = line > 0 ? "\(file):\(line):\(column)" : file
    let choices = allowed.isEmpty ? "" : "; allowed: " + allowed.joined(separator: ", ")
    return "\(place): \(message)\(choices)"
  }
}

/// Every error found in one document, so that a user mends a file in one go.
public struct YAMLErrors: Error, Sendable, CustomStringConvertible {
  /// The errors in the order in which they stand in the file; never empty.
  public var errors: [YAMLError]

  /// Wraps errors that were found.
  public init(_ errors: [YAMLError]) { self.errors = errors }

  /// One error a line.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
