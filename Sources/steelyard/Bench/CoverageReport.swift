import Frontier

/// How often 95 % intervals hold a truth that is known.
struct CoverageReport {
  let runs: Int

  /// Methods under truths that meet their assumptions: where coverage is promised.
  var section: CommandReport.Section {
    .init(
      heading: "Coverage of 95 % intervals, \(runs) runs a case, seeds 3 and 4, where a method's assumptions hold",
      key: "coverage", tables: [Self.table(Self.cases { $0.method.holds(under: $0.truth.shape) }, runs: runs)],
      notes: [
        "Each figure is the mean over cases of 6, 8, 12 and 24 half-years and three sizes of noise; in brackets the cases "
          + "within 93 to 97 %. Lag: in the last half-year. Forecast: of the trend six months later; measured: of what is "
          + "then measured. Date: at which the lag is under the threshold; under a constant truth, whether 'never' stays "
          + "open. For decay that is one-sided and covers more by its nature.",
        "Coverage is of all runs. Of the runs in which few half-years give a date at all, fewer dates are right, so dates "
          + "need six half-years by a line and twelve by a decay.",
      ])
  }

  /// Methods under truths that break their assumptions: what a wrong model costs.
  static func misfits(runs: Int) -> CommandReport.Section {
    .init(
      heading: "The same, \(runs) runs a case, where a method's assumptions do not hold", key: "misfits",
      tables: [table(cases { !$0.method.holds(under: $0.truth.shape) }, runs: runs)],
      notes: ["Nothing is promised here. It is why forecasts are averaged over models and shown beside each other."])
  }

  private static func cases(_ isWanted: (CoverageStudy.Case) -> Bool) -> [CoverageStudy.Case] {
    CoverageStudy.cases(seeds: [3, 4]).filter { setting in
      // A walk has no trend, so that its own last level is all that its interval of the lag is about.
      ![.trend(.randomWalk), .trend(.localLevel)].contains(setting.method) && isWanted(setting)
    }
  }

  private static func table(_ cases: [CoverageStudy.Case], runs: Int) -> TextTable {
    struct Group: Hashable {
      var truth: CoverageTruth.Shape
      var method: CoverageStudy.Method
    }
    var rows: [Group: [CoverageStudy.Row]] = [:]
    var order: [Group] = []
    for setting in cases {
      let group = Group(truth: setting.truth.shape, method: setting.method)
      if rows[group] == nil { order.append(group) }
      rows[group, default: []].append(CoverageStudy.run(setting, runs: runs))
    }
    var table = TextTable([
      .init("truth"), .init("method"), .init("lag", .right), .init("forecast +6", .right), .init("measured +6", .right),
      .init("date", .right),
    ])
    for group in order {
      let own = rows[group] ?? []
      table.add([
        group.truth.rawValue, group.method.name, text(own.map(\.lag)), text(own.map(\.forecast)),
        text(own.map(\.measured)), text(own.map(\.date)),
      ])
    }
    return table
  }

  private static func text(_ found: [CoverageStudy.Coverage]) -> String {
    let shares = found.compactMap(\.share)
    guard !shares.isEmpty else { return "–" }
    let within = shares.count { (0.93...0.97).contains($0) }
    let mean = shares.reduce(0, +) / Double(shares.count)
    return "\(LagText.one(100 * mean)) % (\(within) of \(shares.count))"
  }
}
