import Charts
import Evidence
import Gateway

/// The pictures of a gate.
enum GateCharts {
  /// The mean difference with its interval over pairs, and the logarithms of both e-values.
  static func evidence(_ trail: GateTrail, terms: GateTerms, ledger: String) -> [any Chart] {
    [difference(trail, terms, ledger), wealth(trail, terms, ledger)]
  }

  private static func difference(_ trail: GateTrail, _ terms: GateTerms, _ ledger: String) -> LineChart {
    let rounds = Dictionary(grouping: trail.points.filter { $0.pairs > 0 && $0.round > 0 }, by: \.round)
    return LineChart(
      title: "Mean difference of \(terms.key.challenger) from \(terms.key.incumbent)",
      subtitle: "The band holds the truth at all times at once; the pairs are enough once it lies above −margin",
      x: .number("pairs, of all rounds"), y: .number("difference, points of −1 to 1", includesZero: true),
      series: rounds.sorted { $0.key < $1.key }
        .map { round, points in
          .line(
            rounds.count == 1 ? "mean difference" : "round \(round)",
            points.map {
              DataPoint(x: Double($0.pairs), y: $0.mean, low: $0.interval.lower, high: $0.interval.upper)
            })
        },
      references: [
        .horizontal(
          at: -trail.gate.effectiveMargin, "−margin, \(GateText.signed(-trail.gate.effectiveMargin))")
      ],
      interval: "95 % at all times", source: ledger)
  }

  private static func wealth(_ trail: GateTrail, _ terms: GateTerms, _ ledger: String) -> LineChart {
    let basis = trail.gate.basis
    func points(_ value: (GateTrail.Point) -> Double) -> [DataPoint] {
      trail.points.map { DataPoint(x: Double($0.pairs), y: value($0)) }
    }
    var references = [
      ReferenceLine.horizontal(
        at: basis.logThresholdWorse, "proved worse at \(GateText.number(basis.logThresholdWorse, 2))")
    ]
    if let threshold = basis.logThresholdNotWorse {
      references.append(.horizontal(at: threshold, "enough to open at \(GateText.number(threshold, 2))"))
    }
    return LineChart(
      title: "Evidence for and against \(terms.key.challenger)",
      subtitle: "Logarithms of e-values; each round begins at 0",
      x: .number("pairs, of all rounds"), y: .number("ln E", includesZero: true),
      series: [
        .step("not worse than the margin", points(\.logE), hue: .blue),
        .step("worse than the margin", points(\.logWorse), hue: .vermilion, pattern: .dashed),
      ], references: references, source: ledger)
  }
}
