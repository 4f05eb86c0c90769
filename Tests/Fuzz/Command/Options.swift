import Foundation

/// What the command line asks for.
struct Options {
  var iterations = 1_000_000
  var first = 0
  var seed: UInt64 = 20_261_123
  var corpus = "Tests/Fuzz/corpus"
  /// Set in the process that does the work: the file that notes each input.
  var record: String?

  static let usage = "usage: fuzz [--iterations N] [--first N] [--seed S] [--corpus DIR]"

  /// Reads the arguments; nil if they make no sense.
  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { return nil }
      switch name {
      case "--iterations":
        guard let number = Int(value), number >= 0 else { return nil }
        iterations = number
      case "--first":
        guard let number = Int(value), number >= 0 else { return nil }
        first = number
      case "--seed":
        guard let number = UInt64(value) else { return nil }
        seed = number
      case "--corpus": corpus = value
      case "--record": record = value
      default: return nil
      }
    }
  }
}
