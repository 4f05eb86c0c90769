extension FrontierResults {
  /// What computes the lags of a query.
  public func estimator(_ query: LagQuery) throws(LagQueryError) -> LagEstimator {
    try estimator(query, sample: nil)
  }

  /// The same; `sample` is that of the query's index and resampling, where it has been made before.
  func estimator(_ query: LagQuery, sample made: CapabilitySample?) throws(LagQueryError) -> LagEstimator {
    guard let variant = variant(query.index) else {
      throw .unknownIndex(query.index, known: variants.map(\.name))
    }
    guard variant.draws(query.resampling).count > 0 || variant.perModel.count == 0 && !needsDraws(query) else {
      throw .noDraws(query.resampling, index: query.index)
    }
    for side in [query.pair.follower, query.pair.leader] {
      let unmatched = side.unmatched(in: models)
      guard unmatched.isEmpty else { throw .unmatchedFilter(side: side.name, parts: unmatched) }
    }
    guard let sample = made ?? sample(query.index, resampling: query.resampling) else {
      throw .unknownIndex(query.index, known: variants.map(\.name))
    }
    let redated = sample.redated(query.redatings)
    // A model that an index lacks needs no other date in it; one that no index has is a mistake.
    let unknown = redated.unknown.filter { name in !models.contains { $0.name == name } }
    guard unknown.isEmpty else { throw .unknownModels(unknown) }
    let estimator = LagEstimator(redated.sample, pair: query.pair, window: query.window)
    guard !estimator.roster.followers.isEmpty else { throw .emptySide(query.pair.follower.name, index: query.index) }
    guard !estimator.roster.leaders.isEmpty else { throw .emptySide(query.pair.leader.name, index: query.index) }
    return estimator
  }

  /// The lag of a query with its interval.
  public func lag(_ query: LagQuery) throws(LagQueryError) -> LagEstimate {
    try estimator(query).estimate(query.definition)
  }

  private func needsDraws(_ query: LagQuery) -> Bool {
    if case .daily(let z) = query.definition { return z != 0 }
    return false
  }
}
