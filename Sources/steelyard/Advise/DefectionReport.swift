import Charts
import Frontier
import Futures

/// The incentive to leave closed models over time, as a table and a picture for each kind of work.
struct DefectionReport {
  var curves: [DefectionCurve]
  var titles: [String: String]
  var threshold: DefectionThreshold
  /// The same threshold as a share of spend.
  var share: Double

  var section: CommandReport.Section {
    var table = TextTable([
      .init("work"), .init("a year ago, $/month", .right), .init("today", .right), .init("in 12 months", .right),
      .init("90 % interval"), .init("share of spend today", .right),
      .init("reaches \(FigureText.share(share)) of spend"),
    ])
    for curve in curves {
      let past = curve.points.first { !$0.isForecast }
      let today = curve.points.first { $0.isForecast }
      let later = curve.points.filter(\.isForecast).dropFirst(12).first
      table.add([
        titles[curve.useCase] ?? curve.useCase, past.map { Dollars.text($0.dollars.median) } ?? "no prices",
        today.map { Dollars.text($0.dollars.median) } ?? "–", later.map { Dollars.text($0.dollars.median) } ?? "–",
        later.map { "\(Dollars.text($0.dollars.lower)) to \(Dollars.text($0.dollars.upper))" } ?? "–",
        today.map { FigureText.share($0.share.median) } ?? "–", curve.date(threshold).sentence,
      ])
    }
    return .init(
      heading: "What leaving closed models gains", key: "defection", tables: [table], charts: charts,
      notes: [
        "Closed less the cheapest other option that may serve, errors included; below zero, leaving costs more. The past is at each month's dated prices and the best of each class that had a price then; today's work and volume throughout."
      ])
  }

  private var charts: [any Chart] {
    curves.compactMap { curve -> (any Chart)? in
      guard curve.points.count > 1 else { return nil }
      func points(_ isForecast: Bool) -> [DataPoint] {
        curve.points.filter { $0.isForecast == isForecast }.map {
          DataPoint(
            x: Double($0.day.number), y: $0.dollars.median, low: $0.dollars.lower, high: $0.dollars.upper)
        }
      }
      return LineChart(
        title: titles[curve.useCase] ?? curve.useCase,
        subtitle: "Dollars a month that leaving closed models gains, errors included",
        x: .date(""), y: .number("US dollars per month", includesZero: true),
        series: [.line("past prices", points(false)), .line("forecast", points(true))].filter { !$0.points.isEmpty },
        source: "Steelyard's dated prices; lags of Epoch AI's data; band: 90 % interval")
    }
  }
}
