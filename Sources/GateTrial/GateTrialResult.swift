import Evidence
import EvidenceStudy
import Foundation
import Gateway
public import Learning
import Ledger

/// What a trial's gates decided, beside what was planned for them.
public struct GateTrialResult: Sendable {
  /// Requests and who served them.
  struct Counts: Sendable {
    var requests = 0
    var byChallenger = 0
    /// Requests served by a challenger whose gate was not open, or by an incumbent whose gate was.
    var misplaced = 0

    mutating func add(_ other: Counts) {
      requests += other.requests
      byChallenger += other.byChallenger
      misplaced += other.misplaced
    }
  }

  /// Use cases with one way of scoring and one truth.
  public struct Group: Sendable {
    var scoring: TrialCase.Scoring
    var truth: TrialCase.Truth
    var tieRate: Double
    var mean: Double
    /// The share whose gate opened, and that was proved worse.
    public var opened: Proportion
    public var provedWorse: Proportion
    /// Pairs to the right decision, those without one counted at the most that are allowed.
    var pairs: Sample
    var planned: Sample
    /// The planned share that reaches the right decision.
    var plannedRight: Double

    var right: Proportion { truth == .equal ? opened : provedWorse }
  }

  /// Open gates whose challenger became worse.
  public struct Drift: Sendable {
    var scoring: TrialCase.Scoring
    var tieRate: Double
    var mean: Double
    public var closed: Proportion
    var falseAlarms: Int
    /// Audits from the change to the closing.
    var delay: Sample
    var planned: Sample
  }

  public var groups: [Group]
  public var drifts: [Drift]
  /// Requests sent, those that a challenger served, and those that the wrong side served.
  public var requests: Int
  public var byChallenger: Int
  public var misplaced: Int
  /// Pairs that became evidence, calls of the judge, and units that brought no evidence, by reason.
  public var observed: Int
  public var judged: Int
  public var dropped: [String: Int]
  /// Gates whose rows were recomputed, their rows, and what did not follow.
  public var audited: Int
  public var rows: Int
  public var discrepancies: [String]
  let options: GateTrial.Options

  init(
    _ trial: GateTrial, _ courses: [GateTrial.Course], drifting: [TrialCase], _ counts: Counts
  ) throws {
    options = trial.options
    requests = counts.requests
    byChallenger = counts.byChallenger
    misplaced = counts.misplaced
    let totals = trial.gateway.shadowTotals
    (observed, judged, dropped) = (totals.observed, totals.judged, totals.dropped)
    let terms = try trial.gateway.ledger.evidence.gates().map { try GateTerms($0) }
    groups = []
    drifts = []
    for scoring in TrialCase.Scoring.allCases {
      for truth in TrialCase.Truth.allCases {
        let members = trial.cases.filter { $0.scoring == scoring && $0.truth == truth }
        guard let first = members.first, let rules = terms.first(where: { $0.name == first.gate })?.rules else {
          continue
        }
        groups.append(try Self.group(first, rules, members.map { courses[$0.number] }, trial.options))
      }
      let members = drifting.filter { $0.scoring == scoring }
      guard let first = members.first else { continue }
      drifts.append(try Self.drift(first, members.map { courses[$0.number] }, trial.options))
    }
    (audited, rows, discrepancies) = try Self.audit(trial.gateway)
  }

  private static func group(
    _ first: TrialCase, _ rules: GateRules, _ courses: [GateTrial.Course], _ options: GateTrial.Options
  ) throws -> Group {
    let isOpen = courses.map { if case .open = $0.state { true } else { false } }
    let isWorse = courses.map { $0.state == .closed(reason: .provedWorse) }
    let (truth, law) = (first.truth, first.law)
    let isRight = truth == .equal ? isOpen : isWorse
    let planned = try Planned.pairs(law, truth, rules, options)
    return Group(
      scoring: first.scoring, truth: truth, tieRate: law.tieRate, mean: law.mean,
      opened: Proportion(hits: isOpen.count { $0 }, count: courses.count),
      provedWorse: Proportion(hits: isWorse.count { $0 }, count: courses.count),
      pairs: Sample(zip(courses, isRight).map { $1 ? $0.pairs : options.mostPairs }),
      planned: Sample(planned),
      plannedRight: Double(planned.count { $0 < options.mostPairs }) / Double(max(1, planned.count)))
  }

  private static func drift(
    _ first: TrialCase, _ courses: [GateTrial.Course], _ options: GateTrial.Options
  ) throws -> Drift {
    Drift(
      scoring: first.scoring, tieRate: first.drifted.tieRate, mean: first.drifted.mean,
      closed: Proportion(hits: courses.count { $0.delay != nil }, count: courses.count),
      falseAlarms: courses.count(where: \.falseAlarm), delay: Sample(courses.compactMap(\.delay)),
      planned: Sample(try Planned.delays(first, options)))
  }

  // What an auditor does with the ledger: every row linked, every transition recomputed from the pairs before it.
  private static func audit(_ gateway: GatewayServer) throws -> (gates: Int, rows: Int, found: [String]) {
    let store = gateway.ledger.evidence
    var (gates, count, found) = (0, 0, [String]())
    for row in try store.gates() {
      let terms = try GateTerms(row)
      let rows = try store.events(of: terms.id)
      let replay = GateAudit.replay(try GateBook.history(terms, rows: rows))
      found += try store.faults(of: terms.id) + replay.discrepancies.map { "\(terms.name): \($0.place): \($0.message)" }
      if let state = gateway.gateStates[terms.name], state != replay.gate?.state {
        found.append("\(terms.name): the gateway has '\(state)', its rows lead elsewhere")
      }
      gates += 1
      count += rows.count
    }
    return (gates, count, found)
  }

  /// What did not come as promised, in a sentence each; empty if all did.
  public var broken: [String] {
    var broken: [String] = []
    for truth in TrialCase.Truth.allCases where truth == .worse {
      let members = groups.filter { $0.truth == truth }
      let opened = Proportion(
        hits: members.reduce(0) { $0 + $1.opened.hits }, count: members.reduce(0) { $0 + $1.opened.count })
      if opened.interval.lowerBound > options.error {
        broken.append("\(opened.hits) of \(opened.count) challengers that are worse got their gates open")
      }
    }
    for group in groups {
      let name = "\(group.truth.rawValue) challengers by \(group.scoring.rawValue)"
      if group.right.interval.upperBound < group.plannedRight - 1e-9 {
        broken.append("\(name): \(group.right.share) were decided rightly, \(group.plannedRight) planned")
      }
      if !group.pairs.agrees(with: group.planned) {
        broken.append("\(name): \(group.pairs.mean) pairs, \(group.planned.mean) planned")
      }
    }
    for drift in drifts where !drift.delay.agrees(with: drift.planned) || drift.closed.share < 1 {
      broken.append("drift by \(drift.scoring.rawValue): \(drift.delay.mean) audits, \(drift.planned.mean) planned")
    }
    if misplaced > 0 { broken.append("\(misplaced) requests were served by the side that its gate does not allow") }
    if !dropped.isEmpty { broken.append("units without evidence: \(dropped)") }
    return broken + discrepancies
  }
}
