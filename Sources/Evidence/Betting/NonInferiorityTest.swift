internal import Foundation

/// A test, valid however often it is looked at, of whether a challenger is worse than an incumbent by more than a margin.
///
/// The e-value is the mean wealth of at most sixteen fixed bets on differences of pairs (Waudby-Smith and Ramdas 2024);
/// it depends on counts alone, so it can be recomputed from them bit for bit, in any order. With labels by lot it is the
/// prediction-powered e-process (Csillag, Struchiner and Goedert 2025): what the judge gets wrong is corrected by people.
public struct NonInferiorityTest: Sendable {
  /// The margin δ in points, as the judge sees them.
  public let margin: Double
  /// The chance with which a pair goes to a person, decided before the outcome is known; nil if none does.
  public let labelProbability: Double?
  private let notWorse: PairBets
  private let worse: PairBets
  private var weighted: [(weight: SampleWeight, notWorse: PairBets, worse: PairBets)] = []

  /// A test for a margin in (0, 1).
  public init(margin: Double, labelProbability: Double? = nil) throws(EvidenceError) {
    guard margin > 0, margin < 0.9 else {
      throw EvidenceError(.outOfRange, "a margin of \(margin) points is not between 0 and 0.9; 0.05 is usual")
    }
    if let labelProbability, !(0.001...1).contains(labelProbability) {
      throw EvidenceError(
        .outOfRange, "a label probability of \(labelProbability) is not between 0.001 and 1; label at least 1 in 1000")
    }
    self.margin = margin
    self.labelProbability = labelProbability
    notWorse = PairBets(margin: margin, side: .notWorse, weight: 1, labelProbability: labelProbability)
    worse = PairBets(margin: margin, side: .worse, weight: 1, labelProbability: labelProbability)
  }

  /// The bets λ of a side.
  public func bets(_ side: Side) -> [Double] {
    BetGrid.bets(margin: margin, side: side, labelProbability: labelProbability)
  }

  /// The logarithm of the e-value of pairs at weight 1.
  public func logE(_ side: Side, _ counts: PairCounts) -> Double {
    let bets = side == .notWorse ? notWorse : worse
    var wealth = bets.table.initial
    bets.table.add(counts, from: 0, to: &wealth)
    return bets.table.logMean(wealth)
  }

  /// The logarithm of the e-value of a tally; labelled pairs without a label probability count by the person's word.
  public func logE(_ side: Side, _ tally: PairTally) -> Double {
    if tally.others.isEmpty { return logE(side, tally.plain) }
    return (side == .notWorse ? notWorse : worse).table.logMean(wealth(side, tally))
  }

  /// Whether the e-value of pairs at weight 1 reaches a threshold whose logarithm is given.
  @inline(__always)
  public func reaches(_ logThreshold: Double, _ side: Side, _ counts: PairCounts) -> Bool {
    let bets = side == .notWorse ? notWorse : worse
    var wealth = bets.table.initial
    bets.table.add(counts, from: 0, to: &wealth)
    return bets.table.reaches(logThreshold, wealth)
  }

  /// Whether the e-value of a tally reaches a threshold whose logarithm is given.
  public func reaches(_ logThreshold: Double, _ side: Side, _ tally: PairTally) -> Bool {
    if tally.others.isEmpty { return reaches(logThreshold, side, tally.plain) }
    return (side == .notWorse ? notWorse : worse).table.reaches(logThreshold, wealth(side, tally))
  }

  /// How many more pairs cannot bring the e-value to a threshold, whatever they are; looking again after so many finds
  /// the same moment as looking after each.
  public func quietPairs(_ logThreshold: Double, _ side: Side, _ tally: PairTally) -> Int {
    // A weight below 1 only makes a pair's gain smaller, so the steps of weight 1 bound all.
    (side == .notWorse ? notWorse : worse).table.quiet(logThreshold, wealth(side, tally))
  }

  /// How many more pairs at weight 1 cannot bring the e-value to a threshold.
  public func quietPairs(_ logThreshold: Double, _ side: Side, _ counts: PairCounts) -> Int {
    quietPairs(logThreshold, side, PairTally(counts))
  }

  /// Keeps the bets of a weight at hand, so that later tallies with it need no logarithms.
  public mutating func prepare(_ weight: SampleWeight) {
    guard weight != .one, !weighted.contains(where: { $0.weight == weight }),
      weighted.count < PairTally.maximumWeights
    else { return }
    weighted.append(
      (weight: weight, notWorse: bets(.notWorse, weight: weight), worse: bets(.worse, weight: weight)))
  }

  private func wealth(_ side: Side, _ tally: PairTally) -> SIMD16<Double> {
    let plain = side == .notWorse ? notWorse : worse
    var wealth = plain.table.initial
    plain.table.add(tally.plain, from: 0, to: &wealth)
    for cell in tally.others {
      let known = weighted.first { $0.weight == cell.weight }
      let bets =
        cell.weight == .one
        ? plain : (side == .notWorse ? known?.notWorse : known?.worse) ?? bets(side, weight: cell.weight)
      if labelProbability == nil, let labelled = cell.labelled {
        bets.add(PairCell(weight: cell.weight, judged: cell.judged.merged(with: labelled.byPerson)), to: &wealth)
      } else {
        bets.add(cell, to: &wealth)
      }
    }
    return wealth
  }

  private func bets(_ side: Side, weight: SampleWeight) -> PairBets {
    PairBets(margin: margin, side: side, weight: weight.value, labelProbability: labelProbability)
  }
}
