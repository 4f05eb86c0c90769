/// Why logs could not be read at all; what is wrong inside of a file is a `LogProblem`.
public struct LogError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of errors; more may come.
  public struct Code: Hashable, Sendable {
    let name: String
    /// The file could not be opened or read.
    public static let unreadable = Code(name: "unreadable")
    /// The compressed file is damaged from the beginning.
    public static let damaged = Code(name: "damaged")
    /// The format is not known.
    public static let unknownFormat = Code(name: "unknown format")
    /// The file is compressed or encoded in a way that is not read.
    public static let unsupported = Code(name: "unsupported")
    /// The file is the gateway's ledger, which is read through `LedgerRow`.
    public static let ledgerDatabase = Code(name: "ledger database")
    /// The file is not the one that reading stopped in.
    public static let changedFile = Code(name: "changed file")
  }

  /// What kind of error it is.
  public let code: Code
  /// What is wrong, where, and what to do.
  public let message: String
  /// What was found, in short.
  let found: String

  init(_ code: Code, _ message: String, found: String? = nil) {
    self.code = code
    self.message = message
    self.found = found ?? message
  }

  public var description: String { message }
}
