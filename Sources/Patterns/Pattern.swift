/// A regular expression that takes time linear in the text, whatever the expression (Thompson 1968, Pike's machine).
///
/// Swift's own `Regex` backtracks, so that a pattern of a tenant and an answer of a model could stop a server. This
/// one reads what JSON schemas use (ECMA-262): classes, groups, alternatives, repetitions, anchors, `\b`, `\p{…}`
/// of general categories, and flags `(?ims)` in front. Back-references and look-around need backtracking and are refused.
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
  public init(_ source: String, ignoringCase: Bool = false) throws(ScoringError) {
    self.source = source
    ignoresCase = ignoringCase
    var parser = PatternParser(source, ignoringCase: ignoringCase)
    let tree = try parser.parse()
    program = try PatternProgram(tree, ignoringCase: parser.ignoresCase)
  }

  /// Whether the expression matches anywhere in `text`; `steps` bounds the work.
  public func search(_ text: String, steps: Int = ScoringLimits.standard.patternSteps) -> Outcome {
    var left = steps
    return program.search(Array(text.unicodeScalars), stepsLeft: &left)
  }
}
