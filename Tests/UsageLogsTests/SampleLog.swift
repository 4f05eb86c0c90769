import Catalog
import Foundation

@testable import UsageLogs

/// Calls made up from a seed, and their spelling in every format.
struct SampleLog {
  struct Call {
    var usage: TokenUsage
    var nano: Int64
    var seconds: Int
    var model: String
    var id: String

    var prompt: Int { usage.prompt }
    var completion: Int { usage.completion }
    var time: String { Timestamp(milliseconds: Int64(seconds) * 1000).description }
    var dollars: String { Self.decimal(nano, 9) }
    var cents: String { Self.decimal(nano, 7) }

    private static func decimal(_ nano: Int64, _ places: Int) -> String {
      let digits = String(nano)
      let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
      return padded.dropLast(places) + "." + padded.suffix(places)
    }
  }

  var calls: [Call]

  init(seed: UInt64, count: Int) {
    var random = Seeded(state: seed)
    calls = (0..<count).map { index in
      func upTo(_ limit: Int) -> Int { Int.random(in: 0...limit, using: &random) }
      let usage = TokenUsage(
        input: upTo(5000), cacheRead: upTo(3) == 0 ? upTo(4000) : 0, cacheWriteShort: upTo(3) == 0 ? upTo(900) : 0,
        output: upTo(2000), reasoning: upTo(2) == 0 ? upTo(700) : 0)
      return Call(
        usage: usage, nano: Int64(upTo(999_999_999)), seconds: 1_795_132_800 + upTo(86_399),
        model: ["gpt-6-luna", "kimi-k3", "claude-opus-5-5"][upTo(2)], id: "id-\(index)")
    }
  }

  /// Every token of every call by kind, and the money.
  var totals: SampleTotals {
    calls.reduce(into: SampleTotals()) { $0.add($1.usage, $1.nano) }
  }

  /// The log by the name of a spelling; `hasTokens` and `hasCost` say what it can hold.
  static let spellings: [(name: String, hasTokens: Bool, hasCost: Bool)] = [
    ("litellm.jsonl", true, true), ("litellm.csv", true, true), ("litellm.sql", true, true),
    ("litellm-insert.sql", true, true), ("openai-usage.json", true, false), ("openai-usage.jsonl", true, false),
    ("openai-costs.json", false, true), ("openai-batch.jsonl", true, false), ("claude-usage.json", true, false),
    ("claude-costs.json", false, true), ("langfuse.jsonl", true, true), ("langfuse.csv", true, true),
    ("langfuse-api.json", true, true), ("helicone.json", true, true), ("helicone.csv", true, true),
    ("openrouter.json", true, true), ("otel.json", true, false), ("otel.jsonl", true, false),
    ("steelyard.csv", true, true), ("steelyard.json", true, true),
  ]

  func text(_ name: String) -> String {
    switch name {
    case "litellm.jsonl": lines(liteLLM)
    case "litellm.csv": table(liteLLMColumns) { liteLLMCells($0).map(Self.quoted) }
    case "litellm.sql": dump()
    case "litellm-insert.sql": inserts()
    case "openai-usage.json": page(usageBucket)
    case "openai-usage.jsonl": calls.map { "{\"object\":\"page\",\"data\":[\(usageBucket($0))]}\n" }.joined()
    case "openai-costs.json": page(costBucket)
    case "openai-batch.jsonl": lines(batch)
    case "claude-usage.json": page(claudeBucket)
    case "claude-costs.json": page(claudeCost)
    case "langfuse.jsonl": lines(langfuse)
    case "langfuse.csv": langfuseTable()
    case "langfuse-api.json":
      "{\"data\": [\(calls.map(langfuseAPI).joined(separator: ",\n"))], \"meta\": {\"page\": 1}}"
    case "helicone.json": "[\n" + calls.map(helicone).joined(separator: ",\n") + "\n]\n"
    case "helicone.csv": heliconeTable()
    case "openrouter.json": "[" + calls.map(openRouter).joined(separator: ",") + "]"
    case "otel.json": "{\"resourceSpans\": [\(calls.map(resource).joined(separator: ", "))]}"
    case "otel.jsonl": calls.map { "{\"resourceSpans\":[\(resource($0))]}\n" }.joined()
    case "steelyard.csv": table(steelyardColumns) { steelyardCells($0) }
    case "steelyard.json": steelyardObjects()
    default: ""
    }
  }

  private func lines(_ line: (Call) -> String) -> String { calls.map { line($0) + "\n" }.joined() }

  private func page(_ bucket: (Call) -> String) -> String {
    "{\"object\":\"page\",\"data\":[\(calls.map(bucket).joined(separator: ","))],\"has_more\":false,\"next_page\":null}"
  }

  private func table(_ columns: [String], _ cells: (Call) -> [String]) -> String {
    ([columns] + calls.map(cells)).map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  static func quoted(_ cell: String) -> String {
    cell.contains { "\",\n".contains($0) } ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
  }

  static func literal(_ text: String) -> String { "\"" + text.replacing("\"", with: "\\\"") + "\"" }
}

/// Sums of a log.
struct SampleTotals: Equatable, Sendable, CustomStringConvertible {
  var usage = TokenUsage()
  var nano: Int64 = 0

  mutating func add(_ other: TokenUsage, _ nano: Int64) {
    usage.input += other.input
    usage.cacheRead += other.cacheRead
    usage.cacheWriteShort += other.cacheWriteShort
    usage.cacheWriteLong += other.cacheWriteLong
    usage.output += other.output
    usage.reasoning += other.reasoning
    self.nano += nano
  }

  var description: String { "\(usage) \(nano)" }
}
