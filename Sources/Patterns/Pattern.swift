/// A regular expression that takes time linear in the text, whatever the expression (Thompson 1968, Pike's machine).
///
/// Swift's own `Regex` backtracks, so that a pattern of a tenant and an answer of a model could stop a server. This
/// one reads what JSON schemas use (ECMA-262): classes, groups, alternatives, repetitions, anchors, `\b`, `\p{…}`
/// of general categories, and flags `(?ims)` in front. Back-references and look-around need backtracking and are refused.
/// Whoever loads an expression and whoever runs it read it here, so that none is accepted that cannot be run.
public struct Pattern: Sendable, Hashable {
  /// What a search found out.
  public enum Outcome: Sendable, Hashable {
    case matches, doesNotMatch
    /// The budget of steps was not enough to tell.
    case undecided
  }

  /// The expression as it was written.
  public let source: String
  /// Whether it was asked to ignore case.
  public let ignoresCase: Bool
  let program: PatternProgram

  /// Reads an expression; throws with the place and the reason if it cannot.
  public init(_ source: String, ignoringCase: Bool = false) throws(PatternError) {
    self.source = source
    ignoresCase = ignoringCase
    var parser = PatternParser(source, ignoringCase: ignoringCase)
    let tree = try parser.parse()
    program = try PatternProgram(tree, ignoringCase: parser.ignoresCase)
  }

  /// What an expression may say, for messages about one that says something else.
  public static let grammar = [
    "characters", ".", "[…]", "\\d \\w \\s \\b \\p{L}", "^ $", "a|b", "(…)", "(?:…)", "* + ? {n,m}",
    "(?ims) in front",
  ]

  /// Steps of one search unless the caller says otherwise: instructions times scalars, as an upper bound.
  public static let standardSteps = 5_000_000

  /// Whether the expression matches anywhere in `text`; `steps` bounds the work.
  public func search(_ text: String, steps: Int = standardSteps) -> Outcome {
    var left = steps
    return search(text, stepsLeft: &left)
  }

  /// The same within a budget that several searches share; what this one takes is taken from it.
  public func search(_ text: String, stepsLeft: inout Int) -> Outcome {
    program.search(Array(text.unicodeScalars), stepsLeft: &stepsLeft)
  }
}
