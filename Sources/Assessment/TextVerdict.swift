/// What a text seems to be. It is recorded with the decision, and replaying the decision starts from it.
public struct TextVerdict: Hashable, Codable, Sendable {
  /// The domain with the best certainty and score; nil if no term of any domain was found.
  public var domain: Domain?
  /// How sure the assessor is of `domain`.
  public var certainty: Certainty
  /// The score of `domain` in thousandths.
  public var scoreMilli: Int
  /// The stage that judged, such as `lexical`.
  public var stage: String
  /// The version of what it judged by.
  public var version: String
  /// The domain with high stakes that is at doubt or above, if there is one; it need not be `domain`.
  public var pin: Domain?
  /// How sure the assessor is of `pin`.
  public var pinCertainty: Certainty
  /// The score of `pin` in thousandths.
  public var pinScoreMilli: Int

  /// Creates a verdict.
  public init(
    domain: Domain?, certainty: Certainty, scoreMilli: Int, stage: String, version: String, pin: Domain? = nil,
    pinCertainty: Certainty = .none, pinScoreMilli: Int = 0
  ) {
    self.domain = domain
    self.certainty = certainty
    self.scoreMilli = scoreMilli
    self.stage = stage
    self.version = version
    self.pin = pin
    self.pinCertainty = pinCertainty
    self.pinScoreMilli = pinScoreMilli
  }
}
