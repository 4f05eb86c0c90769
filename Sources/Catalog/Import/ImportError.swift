/// Why a price list cannot be read at all.
public struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name as the user gave it.
  public var file: String
  /// Where in the file, in bytes from its start; nil when the whole file is meant.
  public var offset: Int?
  /// What is wrong and what to do.
  public var message: String

  /// An error at a place in a file.
  public init(file: String, offset: Int? = nil, message: String) {
    self.file = file
    self.offset = offset
    self.message = message
  }

  /// `file: byte 120: message`.
  public var description: String { offset.map { "\(file): byte \($0): \(message)" } ?? "\(file): \(message)" }
}

/// Something in a price list that was left out or taken with care.
public struct ImportFinding: Hashable, Sendable, CustomStringConvertible {
  /// The entry, as the list names it; empty when the whole file is meant.
  public var entry: String
  /// Where in the file, in bytes from its start.
  public var offset: Int
  /// What was found.
  public var message: String

  /// A finding at a place in a file.
  public init(entry: String, offset: Int, message: String) {
    self.entry = entry
    self.offset = offset
    self.message = message
  }

  /// `byte 120: entry: message`.
  public var description: String { "byte \(offset): \(entry.isEmpty ? "" : entry + ": ")\(message)" }
}
