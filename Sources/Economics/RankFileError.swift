/// Why a file of token ranks cannot be used.
public struct RankFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line at fault, from 1; 0 when the file as a whole is.
  public var line: Int
  /// What is wrong there and what is expected.
  public var message: String

  public var description: String { line > 0 ? "line \(line): \(message)" : message }
}
