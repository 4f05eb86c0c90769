import Catalog
import Evidence
import Foundation
import GRDB
import Gateway
import Ledger
import Policy
import Routing

/// A directory with a policy of one gate, a configuration and a ledger, in which commands run.
final class GateBed: Sendable {
  static let incumbent = "openai/gpt-4.1"
  static let challenger = "deepseek/deepseek-v4-pro"
  static let judge = "anthropic/claude-haiku-4-5"
  static let name = "work:\(challenger)"
  static let checked = #"checks: [{regex: "good"}]"#
  static let judged = "judge: \(judge), rubric: [Answers the question, Is right, Is short], checks: [identical]"

  let directory: URL
  var ledger: String { directory.appending(path: "ledger.db").path }

  /// Writes both files; without a port the providers are where nobody listens.
  init(gate: String = checked, port: Int = 9, settings: String = "shadow: {keep: 30d}", stakes: String = "low") throws {
    directory = try Locations.temporaryDirectory()
    let policy = """
      fallback_use_case: work
      data_classes: {internal: of the company, personal: of people}
      use_cases:
        - {id: work, title: Work, stakes: \(stakes), class: hybrid, order: price, max_output_tokens: 256,
           expected_output_tokens: 50}
        - {id: other, title: Other, stakes: low, class: hybrid, order: price, max_output_tokens: 256,
           expected_output_tokens: 50}
      rules:
        - {name: at-home, when: {data_classes: [personal]}, refuse: {host_country: [CN]}, reason: by law}
      gates:
        - {use_case: work, incumbent: \(Self.incumbent), challenger: \(Self.challenger), \(gate)}
      """
    let providers = ["openai", "anthropic", "deepseek"].map {
      "  \($0): {base_url: \"http://127.0.0.1:\(port)/v1\", key: \"sim\", dialect: openai}"
    }
    let configuration =
      ["version: 1", "discover: false", "policy: policy.yaml", "ledger: {path: ledger.db}", settings, "providers:"]
      + providers
    try Data(policy.utf8).write(to: directory.appending(path: "policy.yaml"))
    try Data(configuration.joined(separator: "\n").utf8).write(to: directory.appending(path: "steelyard.yaml"))
  }

  func run(_ arguments: String...) async throws -> String { try await Commands.run(arguments, in: directory) }

  func refusal(_ arguments: String...) async throws -> String { try await Commands.refusal(arguments, in: directory) }

  /// Writes a file and answers its name.
  func write(_ name: String, _ lines: [String]) throws -> String {
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: directory.appending(path: name))
    return name
  }

  /// The gate's book as the ledger has it.
  func book() async throws -> GateBook {
    let path = directory.appending(path: "steelyard.yaml").path
    let snapshot = try await Snapshot.compile(try GatewayConfiguration.load(path: path), environment: [:])
    guard let gate = snapshot.policy.gates.first else { throw ProcessFailure("the policy has no gate") }
    return try GateBook.opened(GateTerms(of: gate, in: snapshot), in: try store(), at: Self.now).book
  }

  func store() throws -> EvidenceStore { try EvidenceStore.open(path: ledger) }

  /// Feeds scored pairs as a gateway does, each of a conversation of its own.
  @discardableResult
  func feed(_ differences: [Difference], from first: Int = 0) async throws -> GateBook {
    var book = try await book()
    let store = try store()
    var generator = SystemRandomNumberGenerator()
    for (index, difference) in differences.enumerated() {
      var exchange = ShadowExchange(
        decision: DecisionID(at: Self.now, using: &generator), gate: book.terms.id, unit: "unit \(first + index)",
        at: Self.now, incumbentOffer: "a@x", challengerOffer: "b@y", difference: Int(difference.rawValue),
        basis: JudgeRecord.basis, inclusionPPM: 200_000)
      let sign = Int(difference.rawValue).signum()
      exchange.orders = JudgedOrders(
        challengerFirst: abs(difference.rawValue) == 1 ? 0 : sign, incumbentFirst: sign,
        challengerLength: 100 + index % 7, incumbentLength: 100 + index % 5)
      exchange.prompt = "question \(index)"
      exchange.incumbentAnswer = "one"
      exchange.challengerAnswer = "two"
      let guards = ["refusal", "failure", "schema"].map { GateEvent.guardrail(name: $0, failed: false) }
      _ = try book.keep(exchange, guards + [.pair(difference)], in: store)
    }
    return book
  }

  /// Writes conversations that a lot sent to either side of the open gate, as a gateway does, each with a rating by
  /// `good` of the side and the number, which is nil where nobody says anything.
  func serve(_ count: Int, holdout: Double, good: (_ isChallenger: Bool, _ number: Int) -> Bool?) async throws {
    let book = try await book()
    let ledger = try Ledger.open(path: ledger)
    let lots = Double(OpenGate.lots)
    var generator = SystemRandomNumberGenerator()
    for number in 0..<count {
      // Spread evenly, and not in order: a golden section's multiples.
      let lot = (Double(number) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
      let isChallenger = lot >= holdout
      var draft = DecisionDraft(id: DecisionID(at: Self.now, using: &generator), startedAt: Self.now)
      draft.useCase = "work"
      draft.gate = Self.name
      draft.evidence = book.evidence
      draft.lot = Int64(lot * lots)
      draft.propensity = Int64(((isChallenger ? 1 - holdout : holdout) * 1e6).rounded())
      draft.offer = "\(isChallenger ? Self.challenger : Self.incumbent)@somewhere"
      var outcome = RequestOutcome(status: .ok, finishedAt: Self.now)
      outcome.cost = NanoDollars(isChallenger ? 1_000_000 : 9_000_000)
      ledger.settle(try ledger.hold(key: nil, amount: NanoDollars(20_000_000), draft: draft), outcome: outcome)
      guard let isGood = good(isChallenger, number) else { continue }
      try ledger.evidence.add(
        Feedback(decision: draft.id, keyID: nil, rating: isGood ? 1 : -1, comment: nil, at: Self.now))
    }
    ledger.close()
  }

  /// Changes the ledger behind everybody's back.
  func forge(_ sql: String) throws {
    try DatabaseQueue(path: ledger).write { try $0.execute(sql: sql) }
  }

  static var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

  deinit { try? FileManager.default.removeItem(at: directory) }
}

extension String {
  /// The text with every run of white space as one space: sentences are wrapped and columns padded.
  var flat: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
