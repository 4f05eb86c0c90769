extension LagSensitivity {
  /// Significance levels in use: none, one standard error, 80 %, 90 % and 95 %.
  public static let levels = [0, 1, 1.2816, 1.645, 1.96]

  /// Changes a query in each way that the results allow; their other indices are the vintages and benchmark sets.
  public init(
    _ results: FrontierResults, query: LagQuery, redatings: [Redating] = [.o3Release],
    starts: [Day] = [2023, 2024, 2025, 2026].map { Day(year: $0, month: 1, day: 1) }
  ) throws(LagQueryError) {
    // Making a sample costs more than all its lags, and most changes share one.
    var samples: [IndexAndResampling: CapabilitySample] = [:]
    func estimator(_ query: LagQuery) throws(LagQueryError) -> LagEstimator {
      let key = IndexAndResampling(index: query.index, resampling: query.resampling)
      if samples[key] == nil { samples[key] = results.sample(query.index, resampling: query.resampling) }
      return try results.estimator(query, sample: samples[key])
    }
    let base = try estimator(query)
    let drawn = base.draws(query.definition)
    self.query = query
    baseline = base.estimate(query.definition)
    rows = []
    left = []
    for change in Self.changes(results, query, redatings, starts) where change.query != query {
      do throws(LagQueryError) {
        let changed = try estimator(change.query)
        let estimate = changed.estimate(change.query.definition)
        let isPaired = change.query.index == query.index && change.query.resampling == query.resampling
        let differences = zip(changed.draws(change.query.definition), drawn).map { one, other -> Double? in
          one.flatMap { one in other.map { one - $0 } }
        }
        rows.append(
          Row(
            kind: change.kind, label: change.label, query: change.query, estimate: estimate,
            difference: estimate.value.flatMap { value in baseline.value.map { value - $0 } },
            differenceInterval90: isPaired
              ? LagEstimate(value: nil, draws: differences, count: 0).interval90 : nil))
      } catch {
        left.append((change.label, error))
      }
    }
  }

  private struct IndexAndResampling: Hashable {
    var index: String
    var resampling: ScoreResampling
  }

  private static func changes(
    _ results: FrontierResults, _ query: LagQuery, _ redatings: [Redating], _ starts: [Day]
  ) -> [(kind: Kind, label: String, query: LagQuery)] {
    var changes: [(kind: Kind, label: String, query: LagQuery)] = []
    func add(_ kind: Kind, _ label: String, _ change: (inout LagQuery) -> Void) {
      var changed = query
      change(&changed)
      changes.append((kind, label, changed))
    }
    for definition in LagDefinition.all {
      if case .daily(let z) = definition, z != 0 { continue }
      add(.definition, definition.description) { $0.definition = definition }
    }
    for z in levels {
      add(.significance, z == 0 ? "any gap counts" : "gaps beyond \(z) SE") { $0.definition = .daily(z: z) }
    }
    for redating in redatings {
      let known = query.redatings.contains(redating)
      add(.dating, known ? "\(redating.model) as dated by the source" : "\(redating.model) on \(redating.day)") {
        if known { $0.redatings.removeAll { $0 == redating } } else { $0.redatings.append(redating) }
      }
    }
    for variant in results.variants where variant.name != query.index {
      if let until = variant.until {
        guard until >= query.window.lowerBound else { continue }
        add(.vintage, "data \(variant.name)") {
          $0.index = variant.name
          $0.window = $0.window.lowerBound...min(until, $0.window.upperBound)
        }
      } else {
        add(.benchmarks, variant.name) { $0.index = variant.name }
      }
    }
    for resampling in ScoreResampling.allCases where results.variant(query.index)?.draws(resampling).count ?? 0 > 0 {
      let label =
        switch resampling {
        case .perModel: "each model keeps its number of scores"
        case .all: "all scores as one urn"
        case .benchmarks: "benchmarks with all their scores"
        case .modelsAndBenchmarks: "models and benchmarks"
        }
      add(.resampling, label) {
        $0.resampling = resampling
      }
    }
    for start in starts where start <= query.window.upperBound {
      add(.start, "from \(start)") { $0.window = start...$0.window.upperBound }
    }
    add(.start, "last day only") { $0.window = $0.window.upperBound...$0.window.upperBound }
    return changes
  }
}
