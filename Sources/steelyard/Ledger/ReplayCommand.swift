import ArgumentParser
import Catalog
import Foundation
import Gateway
import Ledger
import Policy
import Routing

/// `steelyard replay`: recomputes a decision from the ledger and shows that it is identical.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Recomputes a recorded decision from the policy and catalogue of its time.",
    discussion: "Exits with 1 when the recomputed decision differs from the recorded one.")

  @Argument(help: "The decision, from the header x-steelyard-decision.") var decision: String
  @OptionGroup var ledger: LedgerOption
  @Flag(help: "List every offer with the reason.") var candidates = false
  @Option(help: "table, csv or json: of the comparison, or with --candidates of the offers.") var format = OutputFormat
    .table

  func run() throws {
    guard let id = DecisionID(decision) else {
      throw CommandFailure("'\(decision)' is not a decision's name: 26 characters such as 01JD7Q8Z5M3N9T0V4W6X8Y2A1B")
    }
    let reader = try ledger.reader()
    guard let record = try reader.decision(id) else {
      throw CommandFailure("the ledger has no decision '\(decision)'; 'steelyard decisions tail' lists the latest")
    }
    guard !record.draft.request.isEmpty else {
      throw CommandFailure("the decision '\(decision)' has no routing request on record and cannot be replayed")
    }
    let request = try JSONDecoder().decode(RoutingRequest.self, from: Data(record.draft.request.utf8))
    let (router, catalog) = try RoutingBasis.router(
      catalog: try body(record.draft.catalogHash, reader), policy: try body(record.draft.policyHash, reader),
      providers: try body(record.draft.upstreamsHash, reader))
    let again = router.decide(request)
    let order = again.order.map { catalog.offers[$0.number].id }.joined(separator: ",")
    let rows = [
      ("use case", record.draft.useCase, again.useCase), ("stakes", record.draft.stakes, again.stakes.rawValue),
      ("class", record.draft.modelClass, again.modelClass.rawValue),
      ("source", record.draft.source, again.source.rawValue),
      ("pinned by", record.draft.pinnedBy ?? "–", again.pinnedBy ?? "–"),
      ("gate", record.draft.gate ?? "–", again.gate?.name ?? "–"),
      (
        "evidence", record.draft.evidence.map(String.init) ?? "–",
        again.gate?.evidence.map(String.init) ?? "–"
      ),
      // A record from before hold-outs says nothing of chances.
      ("propensity", record.draft.propensity.map(String.init) ?? "–", propensity(record.draft, again)),
      ("order", record.draft.order, order),
      ("digest", String(record.draft.digest, radix: 16), String(again.digest, radix: 16)),
    ]
    var table = TextTable([.init("fact"), .init("recorded"), .init("recomputed"), .init("verdict")])
    for (name, recorded, recomputed) in rows {
      table.add([name, recorded, recomputed, recorded == recomputed ? "=" : "DIFFERS"])
    }
    if format == .table {
      print("decision \(id), made \(record.draft.startedAt)")
      print("policy \(record.draft.policyHash.prefix(12)), catalogue \(record.draft.catalogHash.prefix(12))\n")
      print(table.render(.table), terminator: "")
    }
    if candidates {
      print(list(again), terminator: "")
    } else if format != .table {
      print(table.render(format), terminator: "")
    }
    let identical = rows.allSatisfy { $0.1 == $0.2 }
    if format == .table {
      print(identical ? "\nidentical: the recorded decision follows from the recorded facts" : "\nNOT identical")
    }
    if !identical { throw ExitCode(1) }
  }

  private func propensity(_ draft: DecisionDraft, _ again: Decision) -> String {
    guard draft.propensity != nil, let gate = again.gate else { return "–" }
    return "\(gate.propensityPPM)"
  }

  private func body(_ hash: String, _ reader: LedgerReader) throws -> String {
    guard let document = try reader.document(hash: hash) else {
      throw CommandFailure("the ledger does not have the document \(hash.prefix(12)) that this decision was made from")
    }
    return document.body
  }

  private func list(_ decision: Decision) -> String {
    var table = TextTable([
      .init("rank", .right), .init("offer"), .init("allowed"), .init("expected cost", .right), .init("rule"),
      .init("reason"),
    ])
    for candidate in decision.candidates {
      table.add([
        candidate.rank.map(String.init) ?? "", candidate.offer, candidate.allowed ? "yes" : "no",
        candidate.expected.map { $0.amount.map { "\($0)" } ?? "unknown" } ?? "", candidate.rule ?? "",
        candidate.reason,
      ])
    }
    return (format == .table ? "\n" : "") + table.render(format)
  }
}
