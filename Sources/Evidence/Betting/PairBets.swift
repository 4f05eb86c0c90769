/// The bets of one side on pairs of one sampling weight.
struct PairBets: Sendable {
  let table: BetTable

  /// Payoffs weight·(z + margin), or the negative of it; z is the judge's difference, corrected by a person's where there
  /// is one: judge + (person − judge) / probability of a label.
  init(margin: Double, side: Side, weight: Double, labelProbability: Double?) {
    let sign = side == .notWorse ? weight : -weight
    var values = Difference.allCases.map(\.value)
    if let labelProbability {
      for judge in Difference.allCases {
        for person in Difference.allCases {
          values.append(judge.value + (person.value - judge.value) / labelProbability)
        }
      }
    }
    table = BetTable(
      bets: BetGrid.bets(margin: margin, side: side, labelProbability: labelProbability),
      payoffs: values.map { sign * ($0 + margin) })
  }

  /// Adds a cell's pairs; labelled ones count only in a test that expects labels.
  func add(_ cell: PairCell, to wealth: inout SIMD16<Double>) {
    table.add(cell.judged, from: 0, to: &wealth)
    guard let labelled = cell.labelled else { return }
    for (index, count) in labelled.cells.enumerated() { table.add(row: 5 + index, times: count, to: &wealth) }
  }
}
