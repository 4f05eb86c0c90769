public import Assessment
public import Learning

/// Scores that one way of judging gave to texts, higher for graver.
public struct JudgedTexts: Sendable {
  /// The way of judging, such as `both stages` or `lexicon alone`.
  public var method: String
  public var scores: [Double]
}

/// What a model is measured to do on texts that it was not trained on.
public struct AssessmentMeasurement: Sendable {
  /// How many of a source's grave texts are found when so many harmless ones are pinned.
  public struct Recall: Sendable {
    public var source: String
    public var method: String
    public var count: Int
    public var area: Double?
    public var at2: Proportion
    public var at5: Proportion
    public var at10: Proportion
    /// At the thresholds that ship; nil for baselines, which have none.
    public var shipped: Proportion?
  }

  /// How many of a source's harmless texts are pinned at the thresholds that ship, and how many an encoder is asked for.
  public struct FalsePins: Sendable {
    public var source: String
    public var pinned: Proportion
    public var wordsOnly: Proportion
    public var asked: Proportion
  }

  /// How well a head's probabilities keep their word.
  public struct HeadQuality: Sendable {
    public var head: String
    public var stage: String
    public var count: Int
    public var area: Double?
    public var reliability: Reliability
  }

  public var model: ModelDescription
  public var pool: Int
  public var otherPool: Int
  public var recalls: [Recall]
  public var falsePins: [FalsePins]
  public var heads: [HeadQuality]
  /// How often the likeliest domain, and the stage of stakes, is the labelled one.
  public var domain: Proportion
  public var stakes: Proportion
  /// How often words alone leave a text of the mixture to the encoder.
  public var asked: Proportion
}
