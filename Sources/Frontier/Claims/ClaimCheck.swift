/// A claim beside our own estimate of the same.
public struct ClaimCheck: Sendable {
  /// What our data make of it.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// Ours lies within the stated tolerance.
    case reproduced
    /// Ours lies further off, but the published figure is within our interval or ours within the published one.
    case consistent
    /// Neither holds.
    case contradicted
    case notCheckable = "not checkable here"
    case opinion
    case unverified
  }

  public var claim: Claim
  /// Ours, in the claim's unit; nil where there is none.
  public var estimate: Double?
  public var interval90: ClosedRange<Double>?
  public var status: Status
  /// Why it could not be measured; empty otherwise.
  public var problem: String

  /// Judges a claim by an estimate of the same thing.
  public init(_ claim: Claim, estimate: Double?, interval90: ClosedRange<Double>?, problem: String = "") {
    self.claim = claim
    self.estimate = estimate
    self.interval90 = interval90
    self.problem = problem
    status = Self.status(claim, estimate, interval90)
  }

  private static func status(_ claim: Claim, _ estimate: Double?, _ interval: ClosedRange<Double>?) -> Status {
    switch claim.kind {
    case .opinion: return .opinion
    case .unverified: return .unverified
    case .measurement: break
    }
    guard let estimate, claim.recipe != nil else { return .notCheckable }
    if let tolerance = claim.tolerance, abs(estimate - claim.value) <= tolerance { return .reproduced }
    if interval?.contains(claim.value) ?? false { return .consistent }
    if claim.interval?.contains(estimate) ?? false { return .consistent }
    return .contradicted
  }
}

extension ClaimCheck {
  /// Measures every claim with fitted results and an arena's ratings.
  public static func all(
    _ claims: [Claim], results: FrontierResults, categories: BenchmarkCategories, ratings: [Rating], seed: UInt64
  ) -> [ClaimCheck] {
    claims.map { claim in
      guard let recipe = claim.recipe else { return ClaimCheck(claim, estimate: nil, interval90: nil) }
      let window = (recipe.since ?? results.start)...(recipe.until ?? results.provenance.newest)
      do throws(LagQueryError) {
        switch recipe.measure {
        case .lag(let definition):
          let lag = try results.lag(
            LagQuery(
              definition: definition, pair: recipe.pair, window: window, redatings: recipe.redatings,
              resampling: recipe.resampling))
          return ClaimCheck(claim, estimate: lag.value, interval90: lag.interval90)
        case .points:
          let gap = try results.estimator(
            LagQuery(
              pair: recipe.pair, window: window, redatings: recipe.redatings, resampling: recipe.resampling)
          ).gap
          return ClaimCheck(claim, estimate: gap.value, interval90: gap.interval90)
        case .crossings(let exposure):
          guard
            let crossings = results.crossings(recipe.pair, benchmarks: exposure.map { categories.benchmarks($0) })
          else { return ClaimCheck(claim, estimate: nil, interval90: nil, problem: "no crossings of this pair") }
          return ClaimCheck(
            claim, estimate: crossings.statistics.mean, interval90: crossings.intervals(seed: seed).mean)
        case .arena(let day):
          let gap = VerticalGap.last(of: VerticalGap.series(ratings, pair: recipe.pair), upTo: day)
          return ClaimCheck(
            claim, estimate: gap?.percent, interval90: nil, problem: gap == nil ? "no snapshot up to \(day)" : "")
        }
      } catch {
        return ClaimCheck(claim, estimate: nil, interval90: nil, problem: error.description)
      }
    }
  }
}
