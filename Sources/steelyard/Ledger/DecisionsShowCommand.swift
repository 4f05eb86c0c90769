import ArgumentParser
import Catalog
import Ledger

/// `steelyard decisions show`: all that is known of one request.
struct DecisionsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows all that is recorded of one request.")

  @OptionGroup var ledger: LedgerOption
  @Argument(help: "The decision, from the header x-steelyard-decision.") var decision: String
  @Option(help: "table, csv or json.") var format: OutputFormat = .table

  func run() throws {
    guard let id = DecisionID(decision) else {
      throw ValidationError("'\(decision)' is not a decision's name: 26 characters such as 01JD7Q8Z5M3N9T0V4W6X8Y2A1B")
    }
    guard let record = try ledger.reader().decision(id) else {
      throw ValidationError("the ledger has no decision '\(decision)'; 'steelyard decisions tail' lists the latest")
    }
    let fields = Self.request(record) + Self.outcome(record) + Self.money(record)
    if format == .table {
      let width = fields.reduce(0) { max($0, $1.0.count) }
      for (name, value) in fields where !value.isEmpty {
        Terminal.line(name + String(repeating: " ", count: width + 2 - name.count) + value)
      }
    } else {
      var table = TextTable(fields.map { .init($0.0) })
      table.add(fields.map(\.1))
      print(table.render(format), terminator: "")
    }
  }

  private static func request(_ record: DecisionRecord) -> [(String, String)] {
    let draft = record.draft
    return [
      ("decision", "\(draft.id)"), ("started", "\(draft.startedAt)"), ("key", record.keyID ?? ""),
      ("tenant", draft.tenant ?? ""), ("data class", draft.dataClass ?? ""), ("dialect", draft.dialect),
      ("endpoint", draft.endpoint), ("stream", draft.stream ? "yes" : "no"), ("use case", draft.useCase),
      ("told by", draft.source), ("stakes", draft.stakes), ("class", draft.modelClass),
      ("pinned by", draft.pinnedBy ?? ""), ("gate", draft.gate ?? ""),
      ("gate state", draft.gate == nil ? "" : draft.evidence.map { "open by evidence \($0)" } ?? "closed"),
      ("chance of this side", draft.propensity.map { FigureText.share(Double($0) / 1e6) } ?? ""),
      ("lot", draft.lot.map { "\($0)" } ?? ""),
      ("chosen offer", draft.offer ?? ""), ("order", draft.order),
      ("policy", draft.policyHash), ("catalogue", draft.catalogHash), ("upstreams", draft.upstreamsHash),
      ("digest", hexadecimal(draft.digest)), ("request", draft.request),
    ]
  }

  private static func outcome(_ record: DecisionRecord) -> [(String, String)] {
    let outcome = record.outcome
    let tokens = TokenKind.allCases.map { kind in
      ("\(kind.rawValue) tokens", outcome.usage.map { "\($0[kind])" } ?? "")
    }
    return [
      ("finished", "\(outcome.finishedAt)"), ("status", outcome.status.rawValue),
      ("http status", "\(outcome.httpStatus)"), ("attempts", "\(outcome.attempts)"), ("tried", outcome.attemptLog),
      ("served by offer", outcome.servedOffer ?? ""), ("served by model", outcome.servedModel ?? ""),
      ("provider", outcome.provider ?? ""), ("error", outcome.error ?? ""),
      ("first byte ms", outcome.timeToFirstToken.map { "\($0)" } ?? ""), ("duration ms", "\(outcome.duration)"),
    ] + tokens + [("usage estimated", outcome.usageEstimated ? "yes" : "no")]
  }

  private static func money(_ record: DecisionRecord) -> [(String, String)] {
    [
      ("held", record.held.map { "\($0)" } ?? "unknown"),
      ("cost", record.outcome.cost.map { "\($0)" } ?? "unknown"), ("charged to caps", "\(record.charged)"),
      ("overrun", record.overrun ? "yes" : "no"),
    ] + record.outcome.bills.enumerated().map { ("bill \($0 + 1)", bill($1)) }
  }

  private static func bill(_ bill: AttemptBill) -> String {
    var parts = ["\(bill.offer): \(bill.cost.map { "\($0)" } ?? "unknown"), \(bill.why)"]
    if let usage = bill.usage {
      parts.append("\(usage.prompt) + \(usage.completion) tokens\(bill.isEstimated ? ", estimated" : "")")
    }
    if bill.fees != .zero { parts.append("fees \(bill.fees)") }
    if bill.tier != "standard" { parts.append("tier \(bill.tier)") }
    return parts.joined(separator: ", ")
  }

  private static func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
