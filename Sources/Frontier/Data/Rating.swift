/// A model's rating from comparisons of pairs, on Elo's scale, as it stood on a day.
public struct Rating: Hashable, Sendable {
  public var model: FrontierModel
  /// The day on which the ratings stood so.
  public var snapshot: Day
  /// Points on Elo's scale, where 400 more mean odds of 10 to 1.
  public var points: Double
  /// The interval of 95 % that the source gives; nil if it gives none.
  public var interval: ClosedRange<Double>?

  public init(model: FrontierModel, snapshot: Day, points: Double, interval: ClosedRange<Double>? = nil) {
    self.model = model
    self.snapshot = snapshot
    self.points = points
    self.interval = interval
  }
}

/// Ratings as they were read, with what was left out.
public struct RatingData: Sendable {
  public var ratings: [Rating]
  public var excluded: [Exclusion]

  public init(ratings: [Rating], excluded: [Exclusion] = []) {
    self.ratings = ratings
    self.excluded = excluded
  }

  /// The counts of what was left out, for a footer.
  public var exclusionSummary: ExclusionSummary { ExclusionSummary(excluded) }
}
