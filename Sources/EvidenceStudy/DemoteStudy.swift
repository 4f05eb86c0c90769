internal import Evidence
public import Learning

/// How soon the drift detector finds a change after 500 good audits, and how seldom it is wrong.
public struct DemoteCell: Sendable {
  public var margin: Double
  public var tieRate: Double
  /// The mean difference after the change.
  public var after: Double
  /// Alarms before the change, and changes that were found.
  public var falseBefore: Proportion
  public var found: Proportion
  /// Audits from the change to the alarm.
  public var delay: Double
  public var standardError: Double
  public var q90: Double
  /// Mean delay and q90 of our numpy simulation of 300 runs (November 2026).
  public var expected: Double
  public var expectedQ90: Double

  /// Whether delay and q90 are within a fifth of the expected ones.
  public var holds: Bool { delay <= 1.2 * expected && q90 <= 1.2 * expectedQ90 }
}

/// How seldom the drift detector alarms when nothing has changed.
public struct FalseAlarmCell: Sendable {
  public var margin: Double
  public var tieRate: Double
  /// The mean difference, which never changes.
  public var mean: Double
  /// Audits up to which it is watched.
  public var horizon: Int
  public var alarmed: Proportion
  /// Mean audits to an alarm, runs without one counted at the horizon.
  public var runLength: Double
}

enum DemoteStudy {
  struct Case: Sendable {
    var margin: Double
    var tieRate: Double
    var after: Double
    var expected: Double
    var expectedQ90: Double
  }

  static let cases: [Case] = [
    Case(margin: 0.05, tieRate: 0.5, after: -0.10, expected: 1109, expectedQ90: 2033),
    Case(margin: 0.05, tieRate: 0.5, after: -0.15, expected: 432, expectedQ90: 737),
    Case(margin: 0.05, tieRate: 0.5, after: -0.30, expected: 94, expectedQ90: 143),
    Case(margin: 0.05, tieRate: 0.85, after: -0.10, expected: 495, expectedQ90: 812),
    Case(margin: 0.05, tieRate: 0.85, after: -0.15, expected: 151, expectedQ90: 208),
    Case(margin: 0.10, tieRate: 0.5, after: -0.15, expected: 1085, expectedQ90: 1990),
    Case(margin: 0.10, tieRate: 0.5, after: -0.20, expected: 426, expectedQ90: 717),
    Case(margin: 0.10, tieRate: 0.5, after: -0.30, expected: 134, expectedQ90: 217),
    Case(margin: 0.10, tieRate: 0.85, after: -0.15, expected: 403, expectedQ90: 708),
  ]

  static func cell(_ index: Int, _ options: StudyOptions) async throws -> DemoteCell {
    let entry = cases[index]
    let good = try PairLaw(tieRate: entry.tieRate, mean: 0)
    let bad = try PairLaw(tieRate: entry.tieRate, mean: entry.after)
    let fresh = try DriftDetector(margin: entry.margin)
    let change = 500
    let alarms = await Runs.map(options.share(0.5), options: options, cell: 4000 + index) { random -> Int? in
      alarm(fresh, 20_000, &random) { $0 <= change ? good : bad }
    }
    let delays = Sample(alarms.compactMap { $0 }.filter { $0 > change }.map { Double($0 - change) })
    return DemoteCell(
      margin: entry.margin, tieRate: entry.tieRate, after: entry.after,
      falseBefore: Proportion(hits: alarms.count { $0.map { $0 <= change } ?? false }, count: alarms.count),
      found: Proportion(hits: delays.sorted.count, count: alarms.count), delay: delays.mean,
      standardError: delays.deviation / Double(max(1, delays.sorted.count)).squareRoot(),
      q90: delays.quantile(0.9) ?? .infinity, expected: entry.expected, expectedQ90: entry.expectedQ90)
  }

  static let falseAlarms: [(margin: Double, tieRate: Double, mean: Double, horizon: Int)] = [
    (0.05, 0.5, -0.05, 20_000), (0.05, 0.85, -0.05, 20_000), (0.10, 0.5, -0.10, 20_000),
    (0.05, 0.5, 0, 20_000), (0.05, 0.85, 0, 20_000), (0.10, 0.5, 0, 20_000),
  ]

  static func falseAlarm(_ index: Int, _ options: StudyOptions) async throws -> FalseAlarmCell {
    let (margin, tieRate, mean, horizon) = falseAlarms[index]
    let law = try PairLaw(tieRate: tieRate, mean: mean)
    let fresh = try DriftDetector(margin: margin)
    let alarms = await Runs.map(options.share(0.25), options: options, cell: 4500 + index) { random in
      alarm(fresh, horizon, &random) { _ in law }
    }
    return FalseAlarmCell(
      margin: margin, tieRate: tieRate, mean: mean, horizon: horizon,
      alarmed: Proportion(hits: alarms.count { $0 != nil }, count: alarms.count),
      runLength: Sample(alarms.map { Double($0 ?? horizon) }).mean)
  }

  private static func alarm(
    _ fresh: DriftDetector, _ horizon: Int, _ random: inout SplitMix64, law: (Int) -> PairLaw
  ) -> Int? {
    var detector = fresh
    for audit in 1...horizon {
      detector.observe(law(audit).draw(&random))
      if detector.isAlarmed { return audit }
    }
    return nil
  }
}
