internal import Glibc

/// A file with a log, or the standard input.
public struct LogFile: Hashable, Sendable {
  /// Its path; `-` is the standard input.
  public var path: String

  /// A file by its path.
  public init(_ path: String) { self.path = path }

  /// The standard input.
  public static let standardInput = LogFile("-")

  /// The name for messages.
  public var name: String { path == "-" ? "standard input" : path }

  /// Its size in bytes as it is stored, nil for a pipe.
  public var storedSize: Int64? {
    var status = stat()
    guard path != "-" ? stat(path, &status) == 0 : fstat(0, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : nil
  }
}
