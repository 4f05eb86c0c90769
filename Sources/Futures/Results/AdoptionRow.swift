/// What happens to a row of the adoption table.
public struct AdoptionRow: Hashable, Sendable {
  /// Shares of futures in a month.
  public struct Month: Hashable, Sendable {
    /// Months after the start, from 1.
    public var month: Int
    /// The share in which a kind of option has the lowest expected cost of those that may serve.
    public var shares: [FutureOption.Kind: Double]
    /// The share in which nothing may serve.
    public var unserved: Double

    /// The kind with the largest share; nil if more futures have nothing that may serve.
    public var likeliest: FutureOption.Kind? {
      let first = FutureOption.Kind.allCases.max { (shares[$0] ?? 0) < (shares[$1] ?? 0) }
      return first.flatMap { (shares[$0] ?? 0) >= unserved ? $0 : nil }
    }
  }

  public var useCase: String
  public var title: String
  /// The row as it is at the start, by medians and without scenarios; nil if nothing may serve.
  public var today: FutureOption.Kind?
  public var months: [Month]
  /// The first month in which the row is another one than today. Month 1 also has the futures in which today's numbers,
  /// which are not known exactly, make it another one at once.
  public var change: MonthDistribution

  init(_ model: FuturesModel, _ tally: FuturesTally, _ place: Int) {
    let kinds = FutureOption.Kind.allCases
    let work = model.works[place]
    useCase = model.inputs[place].useCase
    title = model.inputs[place].title
    today = work.kindToday < kinds.count ? kinds[work.kindToday] : nil
    let total = Double(max(1, tally.futures))
    months = (1...model.horizon).map { month in
      let start = (place * model.horizon + month - 1) * FuturesTally.rows
      var shares: [FutureOption.Kind: Double] = [:]
      for (index, kind) in kinds.enumerated() where work.hasKind[index] {
        shares[kind] = Double(tally.kinds[start + index]) / total
      }
      return Month(month: month, shares: shares, unserved: Double(tally.kinds[start + kinds.count]) / total)
    }
    let width = model.horizon + 2
    change = MonthDistribution(tally.changes[place * width..<(place + 1) * width])
  }

  /// Whether it changes in most futures.
  public var changesInMost: Bool { change.shareNever < 0.5 }
}
