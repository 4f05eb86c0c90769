/// What a use case costs by month, in dollars a month, errors included.
public struct CostAtRisk: Hashable, Sendable {
  /// Nil for all use cases together.
  public var useCase: String?
  /// With the option in use for as long as it may serve.
  public var stay: [FutureBand]
  /// With the cheapest option that may serve in each month, moves not counted.
  public var advised: [FutureBand]

  init(_ tally: FuturesTally, useCase: String?, slot: Int) {
    self.useCase = useCase
    func bands(_ series: FuturesTally.Series) -> [FutureBand] {
      (1...tally.shape.horizon).compactMap { month in
        let place = tally.shape.costRow(slot, month, series)
        let mean = Double(tally.costCents[place]) / 100 / Double(max(1, tally.futures))
        return FutureBand(
          tally.costs[place * MoneyBins.count..<(place + 1) * MoneyBins.count], month: month, mean: mean,
          amount: MoneyBins.amount)
      }
    }
    stay = bands(.stay)
    advised = bands(.advised)
  }

  /// How far a quantile may be off, as a share of it, by the width of the bins it is counted in.
  public static let resolution = 1.0 / 128
}
