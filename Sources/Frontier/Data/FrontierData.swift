/// Scores with the models they belong to, and what was left out of them.
public struct FrontierData: Sendable {
  public var matrix: ScoreMatrix
  /// One for each model of the matrix, in its order; nil where the facts are missing.
  public var models: [FrontierModel?]
  /// Rows and facts that were not used, with the reason and the place.
  public var excluded: [Exclusion]
  /// What was changed on the way in, such as percentages that were made fractions: a sentence each.
  public var conversions: [String]

  public init(
    matrix: ScoreMatrix, models: [FrontierModel?], excluded: [Exclusion] = [], conversions: [String] = []
  ) {
    self.matrix = matrix
    self.models = models
    self.excluded = excluded
    self.conversions = conversions
  }

  /// The counts of what was left out, for a footer.
  public var exclusionSummary: ExclusionSummary { ExclusionSummary(excluded) }

  /// The newest release among the models.
  public var newest: Day? { models.compactMap(\.self?.released).max() }
}
