import Catalog
import Testing

@testable import UsageLogs

@Suite("Every format, by hand") struct FormatTests {
  @Test("LiteLLM as JSON Lines: cached and reasoning tokens come from the metadata and are taken out")
  func liteLLMLines() throws {
    let log = try readFixture("litellm.jsonl", text: true)
    #expect(log.summary.files[0].detected?.format == .liteLLM)
    #expect(log.summary.files[0].detected?.confidence == .certain)
    #expect(
      log.calls == [
        SeenCall(
          row: 1, at: "2026-11-20T10:00:02.500Z",
          usage: TokenUsage(input: 700, cacheRead: 300, output: 150, reasoning: 50),
          nano: 1_234_567, model: "gpt-6.1-terra", provider: "openai", key: "k1", team: "sales", label: "crm",
          text: "Grüße \"an\" alle"),
        SeenCall(
          row: 2, at: "2026-11-20T10:00:03.000Z", usage: TokenUsage(input: 16, cacheWriteShort: 4, output: 10),
          nano: 25_000, succeeded: false, model: "kimi-k3", provider: "moonshot", key: "k2", label: "acompletion"),
      ])
    #expect(log.problems.counts == [.timeWithoutZone: 1])
    #expect(log.summary.isClean)
  }

  @Test("LiteLLM as CSV: quoted JSON, a line end in a cell, offsets, scientific costs, whole fractions")
  func liteLLMTable() throws {
    let log = try readFixture("litellm.csv", text: true)
    #expect(log.summary.files[0].detected?.framing == .table(delimiter: UInt8(ascii: ",")))
    #expect(
      log.calls
        == [
          SeenCall(
            row: 2, at: "2026-11-20T10:00:02.500Z",
            usage: TokenUsage(input: 700, cacheRead: 300, output: 150, reasoning: 50),
            nano: 1_234_567, model: "gpt-6.1-terra", provider: "openai", key: "k1", team: "sales", label: "crm",
            text: ""),
          SeenCall(
            row: 3, at: "2026-11-20T10:00:03.000Z", usage: TokenUsage(input: 20, output: 10), nano: 25_000,
            succeeded: false, model: "kimi-k3", provider: "moonshot", key: "k2", label: "acompletion"),
        ].map { call in
          var call = call
          if call.row == 2 { call.text = "two\nlines" }
          return call
        })
  }

  @Test("LiteLLM as a PostgreSQL dump: other tables are passed over, COPY and INSERT rows are read")
  func liteLLMDump() throws {
    let log = try readFixture("litellm.sql", text: true)
    #expect(log.summary.files[0].detected?.framing == .dump)
    #expect(
      log.calls == [
        SeenCall(
          row: 12, at: "2026-11-20T10:00:02.500Z", usage: TokenUsage(input: 700, cacheRead: 300, output: 200),
          nano: 1_234_567, model: "gpt-6.1-terra", provider: "openai", key: "k1", team: "sales", label: "crm",
          text: "a\nb\tc"),
        SeenCall(
          row: 13, at: "2026-11-20T10:00:03.000Z", usage: TokenUsage(input: 20, output: 10), nano: 25_000,
          succeeded: false, model: "kimi-k3", provider: "moonshot", key: "k2", label: "acompletion"),
        SeenCall(
          row: 16, at: "2026-11-20T11:00:00.000Z", usage: TokenUsage(input: 7, output: 3), nano: 500_000_000,
          model: "gpt-6-luna"),
      ])
    #expect(log.problems.counts == [.timeWithoutZone: 3])
  }

  @Test("OpenAI usage: buckets with cache writes, batch and tiers")
  func openAIUsage() throws {
    let log = try readFixture("openai-usage.json")
    #expect(log.summary.files[0].detected?.format == .openAIUsage)
    // 10,000 in = 4,000 read + 1,000 written (300 long, 600 + 100 short) + 5,000.
    #expect(
      log.calls == [
        SeenCall(
          row: 1, at: "2026-11-20T00:00:00.000Z", requests: 12,
          usage: TokenUsage(input: 5000, cacheRead: 4000, cacheWriteShort: 700, cacheWriteLong: 300, output: 800),
          tier: .batch, model: "gpt-6.1-terra", provider: "openai", key: "key_1", team: "proj_a", hasID: false),
        SeenCall(
          row: 1, at: "2026-11-20T00:00:00.000Z", usage: TokenUsage(input: 50, output: 5), tier: .flex,
          model: "gpt-6-luna", provider: "openai", team: "proj_a", hasID: false),
      ])
    #expect(log.summary.isClean)
  }

  @Test("OpenAI costs: money without tokens; euros are in no sum")
  func openAICosts() throws {
    let log = try readFixture("openai-costs.json")
    #expect(
      log.calls == [
        SeenCall(
          row: 1, at: "2026-11-20T00:00:00.000Z", requests: 0, nano: 60_000_000, model: "gpt-6.1-terra",
          provider: "openai", team: "proj_a", label: "gpt-6.1-terra, cached input", hasID: false)
      ])
    #expect(log.outcome.total[0].isCostOnly)
    #expect(log.problems.currencies == ["EUR": 1])
    #expect(log.problems[.foreignCurrency] == 1)
    #expect(log.summary.leftOut == 1)
  }

  @Test("OpenAI batch output: both APIs, at the batch tier, and a request that failed")
  func openAIBatch() throws {
    let log = try readFixture("openai-batch.jsonl")
    #expect(
      log.calls == [
        SeenCall(
          row: 1, at: "2026-11-20T00:00:00.000Z",
          usage: TokenUsage(input: 40, cacheRead: 60, output: 15, reasoning: 25),
          tier: .batch, model: "gpt-6-luna", provider: "openai"),
        SeenCall(
          row: 2, at: "2026-11-20T00:00:01.000Z", usage: TokenUsage(input: 10, output: 3), tier: .batch,
          model: "gpt-6-luna", provider: "openai"),
        SeenCall(
          row: 3, at: "2026-11-20T00:00:02.000Z", tier: .batch, succeeded: false, provider: "openai"),
      ])
    #expect(log.summary.isClean)
  }

  @Test("Claude usage: no count includes another")
  func claudeUsage() throws {
    let log = try readFixture("claude-usage.json")
    #expect(
      log.calls == [
        SeenCall(
          row: 1, at: "2026-11-20T00:00:00.000Z", requests: 0,
          usage: TokenUsage(input: 1500, cacheRead: 200, cacheWriteShort: 500, cacheWriteLong: 1000, output: 500),
          tier: .batch, model: "claude-opus-5-5", provider: "anthropic", key: "apikey_1", team: "wrkspc_1",
          region: "us", hasID: false)
      ])
  }

  @Test("Claude costs: text in cents, credits too")
  func claudeCosts() throws {
    let log = try readFixture("claude-costs.json")
    #expect(log.calls.map(\.nano) == [1_237_891_200, -50_000_000])
    #expect(log.calls.map(\.model) == ["claude-opus-5-5", ""])
    #expect(log.calls[0].label == "Claude Opus 5.5 Usage - Input Tokens")
    #expect(log.outcome.total.map(\.isCostOnly) == [true, true])
    #expect(log.summary.isClean)
  }

  @Test("Langfuse: disjoint details as such, others told by the total; a span is no call")
  func langfuse() throws {
    let log = try readFixture("langfuse.jsonl", text: true)
    #expect(
      log.calls == [
        SeenCall(
          row: 1, at: "2026-11-20T10:00:02.000Z",
          usage: TokenUsage(input: 700, cacheRead: 300, output: 80, reasoning: 20),
          nano: 140_000, model: "gpt-6-luna", key: "u1", team: "p1", label: "support", text: "one\ntwo"),
        SeenCall(
          row: 2, at: "2026-11-20T10:00:02.000Z", usage: TokenUsage(input: 600, cacheRead: 400, output: 90),
          nano: 5_800_000, succeeded: false, model: "claude-opus-5-5", team: "p1", label: "answer"),
      ])
    #expect(log.problems.counts == [.notACall: 1])
    let table = try readFixture("langfuse.csv")
    #expect(table.calls.map(\.usage) == [log.calls[0].usage])
    #expect(table.calls.map(\.nano) == [140_000])
  }

  @Test("Helicone: OpenAI's prompt includes cached tokens, Claude's does not")
  func helicone() throws {
    let log = try readFixture("helicone.json", text: true)
    #expect(
      log.calls == [
        SeenCall(
          row: 1, at: "2026-11-20T10:00:01.000Z", usage: TokenUsage(input: 400, cacheRead: 100, output: 60),
          nano: 70_000, model: "gpt-6-luna-2026", provider: "OPENAI", key: "u1", label: "/v1/chat/completions",
          text: "hello"),
        SeenCall(
          row: 2, at: "2026-11-20T10:00:00.000Z",
          usage: TokenUsage(input: 500, cacheRead: 80, cacheWriteShort: 20, output: 60), nano: 10_000_000,
          succeeded: false, model: "claude-opus-5-5", provider: "ANTHROPIC", label: "/v1/messages"),
      ])
  }

  @Test("OpenRouter: activity by day with what one's own provider charged, and single generations")
  func openRouter() throws {
    let activity = try readFixture("openrouter-activity.json")
    #expect(
      activity.calls == [
        SeenCall(
          row: 1, at: "2026-11-20T00:00:00.000Z", requests: 5, usage: TokenUsage(input: 50, output: 100, reasoning: 25),
          nano: 27_000_000, model: "moonshotai/kimi-k3", provider: "Fireworks", hasID: false)
      ])
    let generation = try readFixture("openrouter-generation.csv")
    #expect(
      generation.calls == [
        SeenCall(
          row: 2, at: "2026-11-20T10:00:00.000Z",
          usage: TokenUsage(input: 600, cacheRead: 400, output: 120, reasoning: 80),
          nano: 4_200_000, model: "moonshotai/kimi-k3", provider: "Fireworks", label: "completions")
      ])
  }

  @Test("OpenTelemetry: attributes old and new; an agent's span repeats its calls and is none")
  func openTelemetry() throws {
    let log = try readFixture("otel.json", text: true)
    #expect(log.summary.files[0].detected?.format == .openTelemetry)
    #expect(
      log.calls == [
        SeenCall(
          row: 1, at: "2026-11-20T00:00:01.500Z",
          usage: TokenUsage(input: 750, cacheRead: 250, output: 70, reasoning: 30),
          model: "gpt-6-luna", provider: "openai", team: "helpdesk", label: "chat gpt-6-luna", text: "help me"),
        SeenCall(
          row: 1, at: "2026-11-20T00:00:02.000Z", usage: TokenUsage(input: 11, output: 7), succeeded: false,
          model: "claude-opus-5-5", provider: "anthropic", team: "helpdesk", label: "chat"),
      ])
    #expect(log.problems.counts == [.notACall: 2])
  }

  @Test("the gateway's own decisions: ledger columns and shown ones; a refusal is no call")
  func steelyard() throws {
    let expected = SeenCall(
      row: 2, at: "2026-11-20T00:00:01.000Z",
      usage: TokenUsage(input: 1000, cacheRead: 200, cacheWriteShort: 30, cacheWriteLong: 4, output: 50, reasoning: 6),
      nano: 3_141_592, model: "kimi-k3", provider: "fireworks", key: "key1", team: "acme", label: "crm.routine")
    let table = try readFixture("steelyard.csv")
    #expect(table.calls == [expected])
    #expect(table.problems.counts == [.notACall: 1])
    var shown = expected
    shown.row = 1
    let show = try readFixture("steelyard-show.json")
    #expect(show.calls == [shown])
  }
}
