import Evidence
import Gateway
import Ledger
import Learning
import Scoring

/// How a gate's judge behaves: both orders of its pairs, and how far people agree.
struct JudgeStudy {
  private let pairs: [OrderPair]
  private let labelled: [(judge: Scoring.Difference, human: Scoring.Difference)]
  private let people: Int
  private let noise: JudgeNoise?

  init(_ exchanges: [ShadowExchange], noise: JudgeNoise?) {
    pairs = exchanges.compactMap { exchange in
      exchange.orders.map {
        OrderPair(
          challengerFirst: $0.challengerFirst, incumbentFirst: $0.incumbentFirst, incumbentLength: $0.incumbentLength,
          challengerLength: $0.challengerLength)
      }
    }
    let labels = exchanges.filter { $0.label != nil }
    people = Set(labels.compactMap(\.labelledBy)).count
    labelled = labels.filter { $0.basis.hasPrefix(JudgeRecord.basis) }.compactMap { exchange in
      guard let judge = exchange.difference.flatMap({ Scoring.Difference(rawValue: $0) }),
        let human = exchange.label.flatMap({ Scoring.Difference(rawValue: $0) })
      else { return nil }
      return (judge, human)
    }
    self.noise = noise
  }

  /// What is known of it, with its warnings below.
  func section() -> CommandReport.Section {
    let statistics = JudgeStatistics(pairs)
    let agreement = JudgeAgreement(labelled)
    var table = TextTable([.init("judge"), .init("share (95 %)", .right), .init("what it should be")])
    table.add(["same verdict in both orders", GateText.share(statistics.consistent), "high"])
    table.add(["orders name different winners", GateText.share(statistics.flips), "low"])
    table.add(["first answer chosen, of those decided", GateText.share(statistics.firstChoice), "near 50 %"])
    table.add(["first answer won in both orders", GateText.share(statistics.firstInBoth), "low"])
    table.add(["ties, of all verdicts", GateText.share(statistics.ties), ""])
    table.add(["agrees with people on who is better", GateText.share(agreement.decisive), "high"])
    table.add(["agrees with people, ties counted", GateText.share(agreement.all), "high"])
    if let length = statistics.length {
      let ends = length.interval
      table.add([
        "slope over relative length, points",
        "\(GateText.signed(length.slope)) (\(GateText.signed(ends.lowerBound)) to \(GateText.signed(ends.upperBound)), "
          + "\(length.count) pairs)", "near 0",
      ])
    }
    var notes = warnings(statistics, agreement)
    if !labelled.isEmpty { notes.append("\(labelled.count) judged pairs are labelled, by \(people) people or sets.") }
    return .init(heading: "Judge", key: "judge", tables: [table], notes: notes)
  }

  private func warnings(_ statistics: JudgeStatistics, _ agreement: JudgeAgreement) -> [String] {
    var lines: [String] = []
    if pairs.count >= 20, !statistics.firstChoice.interval.contains(0.5) {
      let side = statistics.firstChoice.share > 0.5 ? "first" : "last"
      lines.append(
        "Warning: the judge prefers what is shown \(side). Both orders are averaged, so this costs pairs, not truth.")
    }
    if pairs.count >= 20, statistics.flips.interval.lowerBound > 0.15 {
      lines.append(
        "Warning: place decides more than 15 % of the pairs. A better judge or a clearer rubric would need fewer pairs."
      )
    }
    if let length = statistics.length, !length.interval.contains(0) {
      let (better, liking) = length.slope > 0 ? ("longer", "length") : ("shorter", "brevity")
      lines.append(
        "Warning: differences go with length. Either \(better) answers are better, or the judge likes \(liking); labels "
          + "tell.")
    }
    if agreement.decisive.count >= 20, agreement.decisive.interval.upperBound < 0.75 {
      lines.append(
        "Warning: people see at least a quarter of the decided pairs the other way. Do not trust this judge on this work."
      )
    }
    if agreement.all.count < 100 {
      lines.append(
        "\(agreement.all.count) judged pairs have a person's label; with 100 the judge can be measured "
          + "('steelyard gate label').")
    }
    if noise == nil, agreement.decisive.count >= JudgeRecord.leastLabels {
      lines.append("The judge's noise is measured now and shrinks the margin from the next round on.")
    }
    return lines
  }
}
