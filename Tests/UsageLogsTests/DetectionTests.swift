import Catalog
import Testing

@testable import UsageLogs

@Suite("Telling formats apart") struct DetectionTests {
  @Test("every spelling is recognised for what it is", arguments: SampleLog.spellings.map(\.name))
  func spellings(name: String) throws {
    let detected = try withFile(SampleLog(seed: 2, count: 5).text(name).utf8) { try LogDetection.detect(LogFile($0)) }
    let stem = String(name.prefix { $0 != "." })
    let formats: [String: LogFormat] = [
      "litellm": .liteLLM, "litellm-insert": .liteLLM, "openai-usage": .openAIUsage, "openai-costs": .openAICosts,
      "openai-batch": .openAIBatch, "claude-usage": .claudeUsage, "claude-costs": .claudeCosts, "langfuse": .langfuse,
      "langfuse-api": .langfuse, "helicone": .helicone, "openrouter": .openRouterGeneration, "otel": .openTelemetry,
      "steelyard": .steelyard,
    ]
    #expect(detected.format == formats[stem])
    #expect(detected.evidence.count == 1)
    #expect(!detected.evidence[0].isEmpty)
  }

  @Test("what is found and why can be shown")
  func description() throws {
    let detected = try withFile(SampleLog(seed: 2, count: 5).text("claude-usage.json").utf8) {
      try LogDetection.detect(LogFile($0))
    }
    #expect(
      detected.description
        == "Claude usage report, JSON pages of 'data' (certain: 5 of 5 telling keys: starting_at, "
        + "uncached_input_tokens, cache_read_input_tokens, output_tokens, cache_creation)")
  }

  @Test("a wrong format is found out, with the row and what it looks like")
  func wrongFormat() throws {
    let text = SampleLog(seed: 2, count: 8).text("helicone.json")
    let log = try read(text: text, LogOptions(format: .liteLLM))
    #expect(log.calls.isEmpty)
    #expect(log.problems[.wrongFormat] == 1)
    let problem = try #require(log.problems.examples[.wrongFormat]?.first)
    #expect(problem.row == 1)
    #expect(problem.found == "8 of 8 records; the first is a record like Helicone requests")
    #expect(!log.summary.isClean)
  }

  @Test("a file that turns into another format is found out")
  func turning() throws {
    let text =
      SampleLog(seed: 2, count: 5).text("litellm.jsonl") + SampleLog(seed: 3, count: 20).text("otel.jsonl")
    let log = try read(text: text, LogOptions(format: .liteLLM))
    #expect(log.calls.count == 5)
    #expect(log.problems[.unrecognisedRecord] == 20)
    #expect(log.problems.examples[.wrongFormat]?.first?.row == 6)
  }

  @Test(
    "what looks like nothing known is said with its keys", arguments: ["{\"a\": 1, \"b\": 2}\n", "a,b\n1,2\n", "hello"])
  func unknown(text: String) throws {
    let log = try read(text: text)
    #expect(log.problems.counts == [.unknownFormat: 1])
    #expect(log.problems.examples[.unknownFormat]?.first?.description.contains("mapping file") == true)
  }

  @Test("JSON may be lines, an array, pages or pretty-printed objects one after another")
  func framings() throws {
    let sample = SampleLog(seed: 4, count: 6)
    let rows = sample.calls.map(sample.liteLLM)
    let pretty = rows.map { $0.replacing(",\"", with: ",\n  \"") }
    let texts: [(String, LogFraming)] = [
      (rows.joined(separator: "\n"), .lines), (rows.joined(separator: "\r\n") + "\r\n", .lines),
      ("[" + rows.joined(separator: ",") + "]", .document(container: nil)),
      ("  [\n" + rows.joined(separator: ",\n") + "\n]\n", .document(container: nil)),
      ("{\"data\": [" + rows.joined(separator: ",") + "]}", .document(container: "data")),
      (
        "{\"has_more\": true, \"data\": [" + rows.joined(separator: ",") + "], \"x\": {\"data\": [1]}}",
        .document(container: "data")
      ),
      (
        "[{\"data\": [" + rows[0] + "]}, {\"data\": [" + rows.dropFirst().joined(separator: ",") + "]}]",
        .document(container: "data")
      ),
      (pretty.joined(separator: "\n"), .document(container: nil)),
    ]
    for (text, framing) in texts {
      let log = try read(text: text, LogOptions(chunkSize: 1024))
      #expect(log.summary.files[0].detected?.framing == framing, "\(text.prefix(60))")
      #expect(log.calls.map(\.usage) == sample.calls.map(\.usage))
      #expect(log.summary.isClean)
    }
  }
}

@Suite("Mapping files") struct MappingTests {
  @Test("JSON Lines with paths, constants, cents and epoch seconds")
  func lines() throws {
    let mapping = LogMapping(
      fields: [
        .time: ["meta.ts"], .model: ["m"], .input: ["u.in"], .cacheRead: ["u.cached"], .output: ["u.out"],
        .reasoning: ["u.think"], .cost: ["cents"], .label: ["tags"], .id: ["uid"], .text: ["prompt"],
      ],
      constants: [.provider: "internal", .region: "eu", .tier: "flex"], inputIncludesCached: false,
      outputIncludesReasoning: false, costUnit: .cents, timeFormat: .seconds)
    let text = """
      {"uid":1,"meta":{"ts":1795132800},"m":"x","u":{"in":10,"cached":30,"out":5,"think":2},"cents":"1.5","tags":["a"],"prompt":"hi"}

      """
    let log = try read(text: text, LogOptions(mapping: mapping, wantsText: true))
    #expect(
      log.calls == [
        SeenCall(
          row: 1, at: "2026-11-20T00:00:00.000Z", usage: TokenUsage(input: 10, cacheRead: 30, output: 5, reasoning: 2),
          nano: 15_000_000, tier: .flex, model: "x", provider: "internal", label: "a", region: "eu", text: "hi")
      ])
    #expect(log.summary.files[0].detected?.confidence == .forced)
  }

  @Test("a table with its own headings, and rows in a document's own list")
  func others() throws {
    let fields: [LogField: [String]] = [
      .time: ["When"], .model: ["Model name"], .input: ["In"], .output: ["Out"], .cost: ["USD"], .currency: ["Cur"],
    ]
    let table = "When;Model name;In;Out;USD;Cur\n2026-11-20;x;3;4;0.5;usd\n2026-11-20;x;3;4;0.5;GBP\n"
    let log = try read(text: table, LogOptions(mapping: LogMapping(fields: fields)))
    #expect(log.calls.map(\.nano) == [500_000_000, nil])
    #expect(log.problems.currencies == ["GBP": 1])
    let document =
      "{\"log\": {\"x\": 1}, \"entries\": [{\"When\": \"2026-11-20\", \"Model name\": \"y\", \"In\": 1, \"Out\": 2}]}"
    let other = try read(text: document, LogOptions(mapping: LogMapping(fields: fields, records: "entries")))
    #expect(other.calls.map(\.model) == ["y"])
  }
}
