import Catalog
import Evidence
import Foundation
import Gateway
import Ledger
import Testing

@Suite("steelyard audit")
struct AuditCommandTests {
  private struct Sums: Decodable {
    struct Model: Decodable {
      var model: String
      var rows: Int
      var list: String
      var logged: String
      var input: String
      var cacheRead: String
      var output: String
      var reasoning: String
    }
    var models: [Model]
  }

  /// Runs the audit and answers its JSON; the status is not looked at.
  private static func audit(_ arguments: [String], in folder: URL) async throws -> (
    status: Int32, report: [String: Any]
  ) {
    let process = try LaunchedProcess(
      "steelyard audit", Locations.steelyard, ["audit", "--format", "json"] + arguments, directory: folder)
    let status = await process.finish()
    let text = process.transcript
    let start = try #require(text.range(of: "{\n\"title\"")?.lowerBound, "\(text)")
    let object = try JSONSerialization.jsonObject(with: Data(text[start...].utf8))
    return (status, try #require(object as? [String: Any]))
  }

  private static func rows(_ report: [String: Any], _ key: String) throws -> [[String: String]] {
    if let tables = report[key] as? [[[String: String]]] { return tables.flatMap { $0 } }
    return try #require(report[key] as? [[String: String]], "\(key)")
  }

  /// `$4.281211512` as nano-dollars.
  private static func nano(_ text: String?) throws -> Int {
    let parts = try #require(text).dropFirst().split(separator: ".")
    let fraction = parts[1] + String(repeating: "0", count: 9 - parts[1].count)
    return try #require(Int(parts[0] + fraction))
  }

  @Test(
    "a log's totals are those of DuckDB, to the nano-dollar and the token",
    .enabled(if: ClientEnvironment.duckdb.isInstalled, "\(ClientEnvironment.duckdb.whatToDo)"))
  func independent() async throws {
    let folder = try Locations.temporaryDirectory()
    let script = Locations.scripts.appending(path: "audit_totals.py").path
    let python = ClientEnvironment.duckdb.python
    let writing = try LaunchedProcess("write", python, [script, "write", folder.path, "20000"], directory: folder)
    #expect(await writing.finish() == 0)
    let summing = try LaunchedProcess("sum", python, [script, "sum", folder.path], directory: folder)
    #expect(await summing.finish() == 0, "\(summing.transcript)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let sums = try decoder.decode(Sums.self, from: Data(summing.transcript.utf8))
    let (status, report) = try await Self.audit(["--with", "prices.yaml", "log.jsonl"], in: folder)
    #expect(status == 0)
    let models = try Self.rows(report, "models")
    for model in sums.models {
      let own = try #require(models.first { $0["model"] == "test/\(model.model)" })
      #expect(own["rows"] == "\(model.rows)")
      #expect(try Self.nano(own["list_price"]) == Int(model.list))
      #expect(try Self.nano(own["as_logged"]) == Int(model.logged))
    }
    let useCase = try #require(try Self.rows(report, "use_cases").first { $0["use_case"] == "crm" })
    func all(_ value: KeyPath<Sums.Model, String>) -> String {
      "\(sums.models.reduce(0) { $0 + (Int($1[keyPath: value]) ?? 0) })"
    }
    #expect(useCase["input_tokens"] == all(\.input) && useCase["cache_reads"] == all(\.cacheRead))
    #expect(useCase["output_tokens"] == all(\.output) && useCase["reasoning"] == all(\.reasoning))
    let duplicates = try #require(try Self.rows(report, "buckets").first { $0["bucket"] == "duplicates" })
    #expect(duplicates["rows"] == "666")
  }

  private static func row(_ number: Int, model: String = "gpt-6-luna", tokens: String = "1000", text: String = "")
    -> String
  {
    let messages = text.isEmpty ? "{}" : "[{\"role\": \"user\", \"content\": \"\(text)\"}]"
    return """
      {"request_id": "r\(number)", "call_type": "acompletion", "spend": 0.002, "prompt_tokens": \(tokens), \
      "completion_tokens": 200, "startTime": "2026-11-20T10:00:00Z", "endTime": "2026-11-20T10:00:01Z", \
      "model": "\(model)", "custom_llm_provider": "openai", "cache_hit": "False", "request_tags": ["crm"], \
      "messages": \(messages), "status": "success"}

      """
  }

  private static func log(_ text: String, in folder: URL, name: String = "log.jsonl") throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  @Test("bad rows are named with file and row, the rest is summed, and the exit status says so")
  func badRows() async throws {
    let folder = try Locations.temporaryDirectory()
    try Self.log(
      Self.row(1) + Self.row(2, tokens: "-5") + Self.row(3, tokens: "\"many\"")
        + Self.row(4, tokens: "99999999999999999999")
        + Self.row(5) + "{\"request_id\": \"r6\", \"call_ty", in: folder)
    let (status, report) = try await Self.audit(["log.jsonl"], in: folder)
    #expect(status == 2)
    let reading = try Self.rows(report, "reading")
    for (problem, row) in [
      ("negative tokens", 2), ("textual tokens", 3), ("overflowing tokens", 4), ("truncated record", 6),
    ] {
      let found = try #require(reading.first { $0["problem"] == problem }, "\(reading)")
      #expect(found["count"] == "1" && found["examples"]?.contains("log.jsonl:\(row)") == true)
    }
    #expect(try Self.rows(report, "buckets").last?["rows"] == "2")
  }

  @Test(
    "a grave text sent as CRM work is blocked, with the rule; a routine one is unknown, with the sample to settle it")
  func texts() async throws {
    let folder = try Locations.temporaryDirectory()
    try Self.log(
      Self.row(
        1, model: "gpt-6.1-sol", text: "My chest hurts and my left arm is numb, which dose of aspirin should I take?")
        + Self.row(2, model: "gpt-6.1-sol", text: "Thank the customer for renewing their subscription."), in: folder)
    let (_, report) = try await Self.audit(["log.jsonl"], in: folder)
    let blocked = try Self.rows(report, "blocked")
    #expect(blocked.contains { $0["use_case"] == "health-clinical" && $0["rule"]?.isEmpty == false })
    let unknown = try Self.rows(report, "unknown")
    #expect(unknown.contains { $0["use_case"] == "crm" && $0["to_settle_it"]?.contains("pairs") == true })
    #expect(unknown.contains { $0["weights"] == "closed" && $0["tier"] == "small" })
  }

  @Test("formats, mappings and files that cannot be used are refused with what there is")
  func refusals() async throws {
    let folder = try Locations.temporaryDirectory()
    try Self.log("hello\nworld\n", in: folder, name: "notes.txt")
    #expect(try await Commands.refusal(["audit", "--from", "excel", "notes.txt"], in: folder).contains("litellm"))
    #expect(try await Commands.refusal(["audit", "notes.txt"], in: folder).contains("mapping"))
    #expect(try await Commands.refusal(["audit", "absent.jsonl"], in: folder).contains("absent.jsonl"))
    try Self.log("version: 1\nfields: {model: m, when: t}\n", in: folder, name: "map.yaml")
    let mapping = try await Commands.refusal(["audit", "--mapping", "map.yaml", "notes.txt"], in: folder)
    #expect(mapping.contains("map.yaml:2:") && mapping.contains("input"))
  }

  @Test("a format of one's own is read by a mapping")
  func mapping() async throws {
    let folder = try Locations.temporaryDirectory()
    try Self.log("when,engine,in,out,usd\n2026-11-20T10:00:00Z,gpt-6-luna,1000,200,0.5\n", in: folder, name: "own.csv")
    try Self.log(
      "version: 1\nfields: {time: when, model: engine, input: in, output: out, cost: usd}\nconstants: {label: crm, provider: openai}\n",
      in: folder, name: "map.yaml")
    let (status, report) = try await Self.audit(["--mapping", "map.yaml", "own.csv"], in: folder)
    #expect(status == 0)
    let all = try #require(try Self.rows(report, "buckets").last)
    // 1,000 × $0.10 and 200 × $0.50 a million.
    #expect(all["list_price"] == "$0.0002" && all["as_logged"] == "$0.50")
  }

  @Test("the FOCUS export has the mandatory columns and one row for each kind of token")
  func focus() async throws {
    let folder = try Locations.temporaryDirectory()
    try Self.log(Self.row(1) + Self.row(2), in: folder)
    let text = try await Commands.run(["audit", "--format", "focus", "log.jsonl"], in: folder)
    let lines = text.split(whereSeparator: \.isNewline).drop { !$0.contains("BilledCost") }
    let head = try #require(lines.first)
    for column in [
      "EffectiveCost", "ListCost", "ChargePeriodStart", "ServiceCategory", "ProviderName", "PublisherName",
    ] {
      #expect(head.contains(column))
    }
    #expect(lines.count == 3)
  }

  @Test("a gateway's own ledger is audited like any other log")
  func ownLedger() async throws {
    let folder = try Locations.temporaryDirectory()
    _ = try await Commands.createKey(in: folder, "--tenant", "acme")
    let (status, report) = try await Self.audit(["ledger.db"], in: folder)
    #expect(status == 0)
    #expect(try Self.rows(report, "buckets").last?["rows"] == "0")
  }

  @Test("a log that is not there is said before anything is read")
  func missing() async throws {
    let process = try LaunchedProcess(
      "steelyard audit", Locations.steelyard, ["audit", "nowhere.jsonl"], directory: Locations.temporaryDirectory())
    #expect(await process.finish() == 1)
    #expect(process.transcript.contains("there is no file 'nowhere.jsonl'"), "\(process.transcript)")
  }

  @Test("money of a request that was tried twice is that of the offers that were paid, in the audit and in its export")
  func bills() async throws {
    let folder = try Locations.temporaryDirectory()
    let ledger = try Ledger.open(path: folder.appending(path: "ledger.db").path)
    let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    func bill(_ model: String, _ provider: String, _ cost: Int64, _ why: String) -> AttemptBill {
      AttemptBill(
        offer: "\(model)@\(provider)", model: model, provider: provider, usage: TokenUsage(input: 1_000, output: 500),
        cost: NanoDollars(cost), why: why)
    }
    var draft = DecisionDraft(id: ledger.makeID(), startedAt: now)
    draft.useCase = "crm"
    var outcome = RequestOutcome(status: .ok, finishedAt: now)
    outcome.charge([
      bill("openai/gpt-4.1", "openai", 6_000_000, "timeout:idle"),
      bill("deepseek/deepseek-v4-flash", "deepseek", 280_000, "ok"),
    ])
    (outcome.servedOffer, outcome.servedModel, outcome.provider) = (
      "deepseek/deepseek-v4-flash@deepseek", "deepseek/deepseek-v4-flash", "deepseek"
    )
    ledger.settle(try ledger.hold(key: nil, amount: NanoDollars(20_000_000), draft: draft), outcome: outcome)
    ledger.close()
    let (status, report) = try await Self.audit(["ledger.db"], in: folder)
    #expect(status == 0)
    let models = try Self.rows(report, "models")
    #expect(models.contains { $0.values.contains("openai/gpt-4.1") }, "\(report.keys) \(models)")
    let text = try await Commands.run(["audit", "--format", "focus", "ledger.db"], in: folder)
    let charges = text.split(whereSeparator: \.isNewline)
    for (model, billed) in [
      ("gpt-4.1", "0.002"), ("gpt-4.1", "0.004"), ("v4-flash", "0.000093333"), ("v4-flash", "0.000186667"),
    ] { #expect(charges.contains { $0.contains(model) && $0.hasPrefix("\(billed),") }, "\(model) \(billed): \(text)") }
  }

  @Test("an open gate of a ledger proves its move, and no other")
  func proven() async throws {
    let bed = try GateBed()
    let book = try await bed.feed([Difference](repeating: .won, count: 500))
    try #require(book.gate.isOpen)
    let row = Self.row(1, model: "gpt-4.1").replacing("\"crm\"", with: "\"work\"")
    try Self.log(row + Self.row(2, model: "gpt-4.1").replacing("\"crm\"", with: "\"other\""), in: bed.directory)
    let arguments = ["--policy", "policy.yaml", "log.jsonl"]
    let (_, before) = try await Self.audit(arguments, in: bed.directory)
    #expect(before["proven"] == nil)
    let (status, report) = try await Self.audit(["--evidence", "ledger.db"] + arguments, in: bed.directory)
    #expect(status == 0)
    let proven = try Self.rows(report, "proven").filter { $0["evidence"] != nil }
    #expect(proven.count == 1 && proven.first?["use_case"] == "work", "\(proven)")
    #expect(proven.first?["could_be"]?.hasPrefix("\(GateBed.challenger)@") == true)
    #expect(proven.first?["evidence"]?.contains("gate \(GateBed.name)") == true)
    #expect(try Self.rows(report, "unknown").contains { $0["use_case"] == "other" })
  }

  private static func holdoutBed(_ differences: [Difference]) async throws -> (GateBed, [String]) {
    let bed = try GateBed(gate: GateBed.checked + ", holdout: 0.5")
    let book = try await bed.feed(differences)
    try #require(book.gate.isOpen)
    let row = Self.row(1, model: "gpt-4.1").replacing("\"crm\"", with: "\"work\"")
    try Self.log(row, in: bed.directory)
    return (bed, ["--evidence", "ledger.db", "--policy", "policy.yaml", "log.jsonl"])
  }

  private static func owned(_ bed: GateBed) async throws {
    let said = ["--owner", "Jo", "--reason", "a change of contract"]
    _ = try await Commands.run(["gate", "close", GateBed.name] + said, in: bed.directory)
  }

  @Test("once its gate is closed again, ratings of a hold-out prove a move; too few leave it open, and say how few")
  func holdout() async throws {
    let (bed, arguments) = try await Self.holdoutBed([Difference](repeating: .won, count: 500))
    try await bed.serve(150, holdout: 0.5) { _, number in number % 10 != 0 }
    try await Self.owned(bed)
    let (_, few) = try await Self.audit(arguments, in: bed.directory)
    #expect(few["proven"] == nil)
    let asked = try Self.rows(few, "unknown").compactMap { $0["to_settle_it"] }
    let shown = try #require(try Self.rows(few, "holdouts").first)
    #expect(shown["comes_to"]?.contains("at least 100 are needed") == true, "\(shown)")
    #expect(shown["effective"] == "below 100" && shown["gate"] == GateBed.name)
    #expect(!asked.isEmpty)

    let (rich, same) = try await Self.holdoutBed([Difference](repeating: .won, count: 500))
    try await rich.serve(3_000, holdout: 0.5) { isChallenger, number in number % (isChallenger ? 20 : 10) != 0 }
    try await Self.owned(rich)
    let (status, report) = try await Self.audit(same, in: rich.directory)
    #expect(status == 0)
    let proven = try Self.rows(report, "proven").filter { $0["evidence"] != nil }
    let known = try Self.rows(report, "holdouts")
    #expect(proven.count == 1, "\(known)")
    let evidence = try #require(proven.first?["evidence"])
    #expect(evidence.hasPrefix("off-policy") && evidence.contains("n = 3000") && evidence.contains("effective 1"))
    #expect(proven.first?["could_be"]?.hasPrefix("\(GateBed.challenger)@") == true)
    let holdout = try #require(known.first)
    #expect(holdout["comes_to"] == "not worse than the margin" && holdout["cost_difference"]?.contains("−$") == true)
  }

  @Test("ratings that contradict an open gate take its move out of bucket B, with a warning")
  func contradiction() async throws {
    let (bed, arguments) = try await Self.holdoutBed([Difference](repeating: .won, count: 500))
    try await bed.serve(1_500, holdout: 0.5) { isChallenger, number in number % 2 == 0 || !isChallenger }
    let (_, report) = try await Self.audit(arguments, in: bed.directory)
    #expect(report["proven"] == nil)
    #expect(try Self.rows(report, "holdouts").first?["comes_to"] == "worse than the margin")
    let text = try await Commands.run(["audit"] + arguments, in: bed.directory)
    #expect(text.flat.contains("warning: 1 open gates (\(GateBed.name)) prove nothing here"), "\(text)")
    let gate = try await bed.run("gate", "show", GateBed.name)
    #expect(gate.flat.contains("What hold-outs say") && gate.contains("worse than the margin"))
    for format in ["json", "html"] {
      let other = try await Commands.run(["audit", "--format", format] + arguments, in: bed.directory)
      #expect(other.contains("worse than the margin"))
    }
  }

  @Test("sides whose callers speak up unlike prove nothing, and both shares are shown")
  func unlikeCallers() async throws {
    let (bed, arguments) = try await Self.holdoutBed([Difference](repeating: .won, count: 500))
    try await bed.serve(3_000, holdout: 0.5) { isChallenger, number in
      isChallenger || number % 3 == 0 ? number % 20 != 0 : nil
    }
    try await Self.owned(bed)
    let (_, report) = try await Self.audit(arguments, in: bed.directory)
    #expect(report["proven"] == nil)
    let holdout = try #require(try Self.rows(report, "holdouts").first)
    #expect(holdout["comes_to"]?.hasPrefix("not comparable") == true && holdout["rated"]?.contains("33") == true)
  }
}
