/// Why the ledger cannot do what it was asked.
public struct LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault it is.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The code's name.
    public var rawValue: String

    /// A code by its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Another process serves from this ledger.
    public static let alreadyOpen = Code(rawValue: "already_open")
    /// A file cannot be opened, made or read.
    public static let cannotOpen = Code(rawValue: "cannot_open")
    /// There is no ledger at the path.
    public static let noLedger = Code(rawValue: "no_ledger")
    /// The key is not known.
    public static let unknownKey = Code(rawValue: "unknown_key")
    /// A value cannot be stored.
    public static let invalidValue = Code(rawValue: "invalid_value")
  }

  /// What kind of fault it is.
  public var code: Code
  /// What is wrong and what to do.
  public var message: String

  /// An error with its words.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
