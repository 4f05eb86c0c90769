/// The incentive to leave closed models as futures have it.
public struct DefectionForecast: Sendable {
  /// A measure by month from 0, which is today.
  public struct Curve: Hashable, Sendable {
    public var measure: DefectionMeasure
    /// Dollars a month; below zero where leaving would cost more.
    public var dollars: [FutureBand]
    /// As a share of what the closed option costs by the same measure; below -1 counts as -1.
    public var shares: [FutureBand]
  }

  /// Nil for all use cases together.
  public var useCase: String?
  public var curves: [Curve]
  /// When each threshold is first reached.
  public var crossings: [(threshold: DefectionThreshold, months: MonthDistribution)]

  init(_ model: FuturesModel, _ tally: FuturesTally, useCase: String?, slot: Int) {
    self.useCase = useCase
    curves = DefectionMeasure.allCases.map { measure in
      return Curve(
        measure: measure,
        dollars: (0...model.horizon).compactMap { month in
          let start = tally.shape.gainRow(slot, month, measure) * SignedMoneyBins.count
          return FutureBand(
            tally.gains[start..<start + SignedMoneyBins.count], month: month, amount: SignedMoneyBins.amount)
        },
        shares: (0...model.horizon).compactMap { month in
          let start = tally.shape.gainRow(slot, month, measure) * ShareBins.count
          return FutureBand(tally.gainShares[start..<start + ShareBins.count], month: month, amount: ShareBins.amount)
        })
    }
    let width = model.horizon + 2
    crossings = model.thresholds.enumerated().map { index, threshold in
      let start = tally.shape.crossingStart(index, slot)
      return (threshold, MonthDistribution(tally.crossings[start..<start + width]))
    }
  }
}
