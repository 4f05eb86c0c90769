internal import Learning

/// A cascade's threshold with a guarantee that needs no assumption on scores: thresholds are tried from 1 down in a fixed
/// order, each by an exact binomial test, until one fails (Bates et al. 2021; Angelopoulos et al. 2021).
///
/// The risk only grows as the threshold falls, so no correction for trying many is needed. The guarantee is relative to
/// whoever said which answers are bad, and to traffic like that of the cases, which must not have fitted the score.
public struct CascadeCalibration: Codable, Hashable, Sendable {
  /// What was found at a threshold.
  public struct Row: Codable, Hashable, Sendable {
    public var threshold: Double
    /// Bad answers at or above it.
    public var bad: Int
    /// All answers at or above it.
    public var kept: Int
    /// P(Bin(n, risk) ≤ bad).
    public var pValue: Double
    /// The 95 % upper limit of the risk at this threshold alone (Clopper and Pearson 1934).
    public var upperLimit: Double
    /// (bad + 1)/(n + 1), which conformal risk control compares with the risk; it bounds a mean, not this calibration.
    public var conformal: Double
  }

  public let promise: CascadePromise
  /// The number of cases.
  public let count: Int
  /// The lowest threshold with the guarantee: answers below it are escalated. Nil means to escalate all.
  public let threshold: Double?
  /// What conformal risk control would choose, for comparison only: it broke the bound in a third to a half of
  /// calibrations.
  public let conformalThreshold: Double?
  /// All thresholds, highest first.
  public let rows: [Row]

  /// Calibrates on cases that did not fit the score.
  public init(_ cases: [CascadeCase], promise: CascadePromise, grid: ThresholdGrid = ThresholdGrid()) {
    var bad = [Int](repeating: 0, count: grid.steps + 1)
    var kept = bad
    for entry in cases {
      guard let place = grid.place(of: entry.score) else { continue }
      kept[place] += 1
      bad[place] += entry.isBad ? 1 : 0
    }
    var rows: [Row] = []
    var chosen: Double?
    var conformal: Double?
    var isPassing = true
    var isConformal = true
    var badSoFar = 0
    var keptSoFar = 0
    for (place, threshold) in grid.thresholds.enumerated() {
      badSoFar += bad[place]
      keptSoFar += kept[place]
      let row = Row(
        threshold: threshold, bad: badSoFar, kept: keptSoFar,
        pValue: BinomialTail.atMost(badSoFar, of: cases.count, chance: promise.risk),
        upperLimit: ClopperPearson.upper(hits: badSoFar, of: cases.count, confidence: 0.95),
        conformal: Double(badSoFar + 1) / Double(cases.count + 1))
      rows.append(row)
      isPassing = isPassing && row.pValue <= promise.error
      isConformal = isConformal && row.conformal <= promise.risk
      if isPassing { chosen = threshold }
      if isConformal { conformal = threshold }
    }
    self.promise = promise
    count = cases.count
    self.threshold = chosen
    conformalThreshold = conformal
    self.rows = rows
  }

  /// Whether an answer with this score goes to the incumbent.
  public func escalates(_ score: Double) -> Bool { threshold.map { !(score >= $0) } ?? true }

  /// The share of the cases that would have been escalated.
  public var escalationShare: Double {
    guard let threshold, count > 0, let row = rows.first(where: { $0.threshold == threshold }) else { return 1 }
    return 1 - Double(row.kept) / Double(count)
  }
}
