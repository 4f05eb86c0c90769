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
  /// The score of `pin` in thousandths; without a pin, of what came nearest to one.
  public var pinScoreMilli: Int
  /// The score from which there would have been doubt, in thousandths.
  public var thresholdMilli: Int
  /// The stakes that the text itself suggests, such as `moderate`; nil where only a lexicon judged.
  public var stakes: String?
  /// The probability that a cheaper model fails, in thousandths.
  public var difficultyMilli: Int

  /// Creates a verdict.
  public init(
    domain: Domain?, certainty: Certainty, scoreMilli: Int, stage: String, version: String, pin: Domain? = nil,
    pinCertainty: Certainty = .none, pinScoreMilli: Int = 0, thresholdMilli: Int = 0, stakes: String? = nil,
    difficultyMilli: Int = 0
  ) {
    self.domain = domain
    self.certainty = certainty
    self.scoreMilli = scoreMilli
    self.stage = stage
    self.version = version
    self.pin = pin
    self.pinCertainty = pinCertainty
    self.pinScoreMilli = pinScoreMilli
    self.thresholdMilli = thresholdMilli
    self.stakes = stakes
    self.difficultyMilli = difficultyMilli
  }

  // Records that were written before some members existed have none of them.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      domain: try values.decodeIfPresent(Domain.self, forKey: .domain),
      certainty: try values.decode(Certainty.self, forKey: .certainty),
      scoreMilli: try values.decode(Int.self, forKey: .scoreMilli),
      stage: try values.decode(String.self, forKey: .stage),
      version: try values.decode(String.self, forKey: .version),
      pin: try values.decodeIfPresent(Domain.self, forKey: .pin),
      pinCertainty: try values.decodeIfPresent(Certainty.self, forKey: .pinCertainty) ?? .none,
      pinScoreMilli: try values.decodeIfPresent(Int.self, forKey: .pinScoreMilli) ?? 0,
      thresholdMilli: try values.decodeIfPresent(Int.self, forKey: .thresholdMilli) ?? 0,
      stakes: try values.decodeIfPresent(String.self, forKey: .stakes),
      difficultyMilli: try values.decodeIfPresent(Int.self, forKey: .difficultyMilli) ?? 0)
  }
}
