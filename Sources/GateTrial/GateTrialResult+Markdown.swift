import EvidenceStudy
import Learning

extension GateTrialResult {
  /// The tables as a section of a page; without times, so that the same options make the same text.
  public var markdown: String {
    let count = groups.reduce(0) { $0 + $1.opened.count }
    return """
      ## Through the real gateway

      \(count) use cases of which the truth is known, half of them equal and half worse by two margins (margin \
      \(options.margin), α \(options.error) over all rounds): each request goes over HTTP through a gateway, is answered \
      by the other side in the shadow, scored (by a judge in both orders, or by checks) and written to a ledger whose \
      rows move the gate. "Planned" is \(Planned.runs) simulated runs of the test alone; means are given with their \
      standard errors, runs without the right decision counted at \(options.mostPairs).

      \(table(Self.groupHead, groups.map(row)))

      Open gates whose challenger changed after \(options.auditsBefore) good audits:

      \(table(Self.driftHead, drifts.map(row)))

      \(requests) requests were served, \(byChallenger) of them by challengers; by the side that its gate did not allow: \
      \(misplaced). \(observed) pairs became evidence with \(judged) calls of the judge; units without evidence: \
      \(dropped.isEmpty ? "0" : "\(dropped)"). All \(rows) rows of \(audited) gates were recomputed; rows that do not \
      follow: \(discrepancies.isEmpty ? "0" : discrepancies.joined(separator: "; ")).
      """
  }

  private static let groupHead = [
    "scores", "truth", "ties", "difference", "opened", "proved worse", "pairs to the decision", "planned",
    "90 of 100", "planned",
  ]
  private static let driftHead = [
    "scores", "ties", "truth after", "closed", "closed before", "audits to closing", "planned", "90 of 100", "planned",
  ]

  private func row(_ group: Group) -> [String] {
    [
      group.scoring.rawValue, group.truth.rawValue, group.tieRate.shown(2), group.mean.shown(2), shown(group.opened),
      shown(group.provedWorse), shown(group.pairs), shown(group.planned), q90(group.pairs),
      q90(group.planned),
    ]
  }

  private func row(_ drift: Drift) -> [String] {
    [
      drift.scoring.rawValue, drift.tieRate.shown(2), drift.mean.shown(2), shown(drift.closed), "\(drift.falseAlarms)",
      shown(drift.delay), shown(drift.planned), q90(drift.delay),
      q90(drift.planned),
    ]
  }

  private func table(_ head: [String], _ rows: [[String]]) -> String {
    ([head, head.map { _ in "---" }] + rows).map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }

  private func shown(_ share: Proportion) -> String {
    "\(share.hits) of \(share.count) (\(share.interval.lowerBound.shown(2))–\(share.interval.upperBound.shown(2)))"
  }

  private func shown(_ sample: Sample) -> String {
    "\(sample.mean.shown(0)) ± \(sample.standardError.shown(0))"
  }

  private func q90(_ sample: Sample) -> String { sample.quantile(0.9)?.shown(0) ?? "–" }
}
