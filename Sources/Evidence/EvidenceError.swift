/// Why evidence cannot be computed from what was given.
public struct EvidenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of error, for programs.
  public struct Code: Hashable, Sendable {
    /// Its name in logs and replies.
    public let name: String

    /// A number lies outside the range in which the method is valid.
    public static let outOfRange = Code(name: "out_of_range")
    /// High or irrecoverable stakes without an owner's signed permission.
    public static let ownerRequired = Code(name: "owner_required")
    /// An owner's permission or order lacks a name, a reason or a day.
    public static let unsigned = Code(name: "unsigned")
    /// The judge is so noisy that no margin is left.
    public static let judgeTooNoisy = Code(name: "judge_too_noisy")
    /// Logged choices that say too little of the policy asked about.
    public static let tooFewEffectiveSamples = Code(name: "too_few_effective_samples")
    /// The policy asked about takes an action that the logging policy never did.
    public static let unsupportedAction = Code(name: "unsupported_action")
    /// More sampling weights than a tally holds.
    public static let tooManyWeights = Code(name: "too_many_weights")
  }

  public var code: Code
  /// What is wrong, where, and what to do.
  public var message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
