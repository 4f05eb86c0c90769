import ArgumentParser
import Catalog
import Evidence
import Gateway
import Ledger
import Policy

/// `steelyard gate plan`: what gathering would take, before it begins.
struct GatePlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract:
      "Shows the pairs, days and money that a gate would need to decide, and what would help if that is hopeless.",
    discussion: """
      The tests of pairs and guardrails are simulated together (seeded: the same question has the same answer). \
      Traffic and tokens are those of the ledger's last --window days unless they are given. A use case without a gate can be planned with --challenger.
      """)

  @OptionGroup var options: GateOptions
  @OptionGroup var choice: GateChoice
  @Flag(help: "Take traffic and tokens from the ledger, or fail; by default they are taken where there are any.")
  var fromLedger = false
  @Option(help: "Requests a day, instead of the ledger's.") var requestsPerDay: Double?
  @Option(help: "Days of the ledger that are looked at.") var window = 30
  @Option(help: "Requests of one conversation, which count once.") var turns = 1.0
  @Option(help: "Mean tokens of a prompt (default: the ledger's, else 1000).") var promptTokens: Int?
  @Option(help: "Mean tokens of an answer (default: the ledger's, else 500).") var answerTokens: Int?
  @Option(help: "The share of conversations that is shadowed (default: the gate's).") var share: Double?
  @Option(help: "The share of pairs without a difference (default: that of the gate's pairs, else 0.5).")
  var tieRate: Double?
  @Option(
    help: ArgumentHelp(
      "A rate at which the challenger fails a guardrail, as refusal=0.004 (default: the ledger's, else 0); repeatable.",
      valueName: "name=rate"))
  var failureRate: [String] = []
  @Option(help: "The true mean difference to plan for, in points; 0 is 'as good as'.") var mean = 0.0
  @Option(help: "Days within which an answer is wanted.") var days = 60.0
  @Option(help: "Another margin than the gate's, in points.") var margin: Double?
  @Option(help: "Another error than the gate's.") var error: Double?
  @Option(help: "The challenger, for a use case without a gate.") var challenger: String?
  @Option(help: "The judge, for a use case without a gate.") var judge: String?
  @Option(help: "table, csv, json or html.") var format = ReportFormat.table

  func validate() throws {
    for (name, value, range) in [
      ("requests-per-day", requestsPerDay, 0...1e9), ("share", share, 0...1), ("tie-rate", tieRate, 0...1),
      ("days", days, 0.01...36_500), ("turns", turns, 1...10_000), ("mean", mean, -1...1),
      ("margin", margin, 0.001...0.5),
      ("error", error, 0.0001...0.5),
    ] as [(String, Double?, ClosedRange<Double>)] {
      guard let value, !range.contains(value) else { continue }
      throw ValidationError(
        "--\(name) \(GateText.plain(value)) is not from \(GateText.plain(range.lowerBound)) to \(GateText.plain(range.upperBound))"
      )
    }
    for (name, value) in [("prompt-tokens", promptTokens), ("answer-tokens", answerTokens)] {
      if let value, !(0...10_000_000).contains(value) { throw ValidationError("--\(name) \(value) is out of range") }
    }
    guard (1...3650).contains(window) else { throw ValidationError("--window \(window) is not from 1 to 3650 days") }
    if fromLedger, requestsPerDay != nil {
      throw ValidationError("--from-ledger and --requests-per-day contradict each other; give one of them")
    }
  }

  func run() async throws {
    let (register, snapshot) = try await options.register()
    let subject = try subject(register, snapshot)
    let study = try PlanStudy(
      subject, command: self, register: register, snapshot: snapshot, reader: try reader(register))
    let report = CommandReport(
      title: "Plan of \(subject.name)", lead: study.lead, sections: study.sections(),
      footer: [
        "Simulated with \(study.plan.numbers.pairs.runs) runs of the gate's own tests. Prices: the catalogue as of "
          + "\(Timestamp.present.dayText). Ledger: \(register.store == nil ? "none at " : "")\(try options.ledger.path())."
      ])
    print(report.text(format), terminator: "")
  }

  private func reader(_ register: GateRegister) throws -> LedgerReader? {
    if register.store != nil { return try options.ledger.reader() }
    if fromLedger { throw ValidationError("there is no ledger at '\(try options.ledger.path())'; --db names another") }
    return nil
  }

  private func subject(_ register: GateRegister, _ snapshot: Snapshot) throws -> PlanSubject {
    let useCase = try choice.named(in: snapshot.policy)
    if let challenger, let useCase {
      return try PlanSubject(useCase, challenger: challenger, judge: judge, snapshot: snapshot)
    }
    guard challenger == nil, judge == nil else {
      throw ValidationError("--challenger and --judge plan a gate that is not written yet: name its --use-case")
    }
    guard let entry = try choice.entry(register, snapshot.policy) else {
      throw ValidationError(
        "the policy has no gate for '\(useCase?.id ?? "")'; plan one with --challenger and --judge, or write one under "
          + "'gates:'")
    }
    return try PlanSubject(entry, store: register.store)
  }
}
