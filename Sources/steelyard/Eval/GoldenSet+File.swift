import ArgumentParser
import Foundation
import Scoring

extension GoldenSet {
  /// The set of a file; what is wrong with a file of which nothing can be used is said with its first problems.
  static func read(file: String) throws -> GoldenSet {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw ValidationError("cannot read '\(file)'; is it there, and may you read it?")
    }
    let set = GoldenSet.read(Array(data))
    guard !set.cases.isEmpty else {
      let problems = set.problems.prefix(5).map { "\n  \(file):\($0.line): \($0.message)" }.joined()
      throw ValidationError(
        set.lines == 0
          ? "'\(file)' is empty; a golden set has one JSON object a line"
          : "none of the \(set.lines) lines of '\(file)' can be used:\(problems)")
    }
    return set
  }
}
