/// Something that is not known and would settle a question.
public struct MissingEvidence: Hashable, Sendable {
  /// What kind of evidence.
  public enum Kind: String, Hashable, Sendable {
    /// Errors of the option that is advised.
    case advisedErrors = "errors of what is advised"
    /// Errors of an option that would cost less if it were proven.
    case challengerErrors = "errors of a cheaper option"
    /// Errors that the detector sees.
    case detectorRecall = "detector"
    /// What serves today.
    case today
    /// On which side of the threshold the cost of an error lies.
    case errorCost = "error cost"
    /// When a model came out.
    case release
    /// The lag on this kind of work.
    case lag
  }

  /// What kind.
  public var kind: Kind
  /// What to do, in a sentence.
  public var sentence: String
  /// How many answers must be judged, when that can be said.
  public var samples: Int?
}
