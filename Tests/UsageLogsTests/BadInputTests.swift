import Catalog
import Testing

@testable import UsageLogs

private func row(_ changes: [String: String?] = [:]) -> String {
  var members: [String: String?] = [
    "request_id": "\"r\"", "call_type": "\"acompletion\"", "spend": "0.5", "prompt_tokens": "100",
    "completion_tokens": "10", "startTime": "\"2026-11-20T10:00:00Z\"", "endTime": "\"2026-11-20T10:00:00Z\"",
    "model": "\"m\"", "api_key": "\"k\"", "metadata": "{}",
  ]
  for (key, value) in changes { members[key] = value }
  return "{"
    + members.sorted { $0.key < $1.key }.compactMap { key, value in value.map { "\"\(key)\":\($0)" } }
    .joined(separator: ",") + "}"
}

private let sound = row()

private func log(_ rows: [String], end: String = "\n", _ options: LogOptions = LogOptions()) throws -> SeenLog {
  try read(text: rows.joined(separator: "\n") + end, options)
}

@Suite("Bad rows") struct BadRowTests {
  @Test(
    "a row that is not sound is left out, counted and shown; the others' totals stand",
    arguments: [
      (["prompt_tokens": nil], LogProblemKind.missingTokens), (["prompt_tokens": "null"], .missingTokens),
      (["prompt_tokens": "-1"], .negativeTokens), (["completion_tokens": "1e30"], .overflowingTokens),
      (["completion_tokens": "\"lots\""], .textualTokens), (["completion_tokens": "true"], .textualTokens),
      (["prompt_tokens": "10.5"], .fractionalTokens), (["endTime": nil, "startTime": nil], .missingTime),
      (["endTime": "\"soon\""], .malformedTime),
      (["metadata": "{\"usage_object\":{\"prompt_tokens_details\":{\"cached_tokens\":101}}}"], .cachedExceedsPrompt),
      (
        ["metadata": "{\"usage_object\":{\"completion_tokens_details\":{\"reasoning_tokens\":11}}}"],
        .reasoningExceedsOutput
      ),
    ] as [([String: String?], LogProblemKind)])
  func leftOut(changes: [String: String?], kind: LogProblemKind) throws {
    let log = try log([sound, row(changes), sound])
    #expect(log.calls.map(\.row) == [1, 3])
    #expect(log.problems.counts == [kind: 1])
    #expect(log.problems.examples[kind]?.first?.row == 2)
    #expect(log.summary.leftOut == 1)
    #expect(log.summary.costOfRowsLeftOut == NanoDollars(500_000_000))
    #expect(!log.summary.isClean)
  }

  @Test(
    "a field that cannot be read leaves the row",
    arguments: [
      ("\"?\"", LogProblemKind.malformedCost), ("-0.5", .negativeCost), ("\"3 EUR\"", .foreignCurrency),
      ("1e40", .malformedCost), ("[1]", .malformedCost),
    ])
  func fieldUnknown(cost: String, kind: LogProblemKind) throws {
    let log = try log([sound, row(["spend": cost])])
    #expect(log.calls.map(\.nano) == [500_000_000, nil])
    #expect(log.calls[1].usage == TokenUsage(input: 100, output: 10))
    #expect(log.problems.counts == [kind: 1])
  }

  @Test("more cached than prompt tokens is believed when the total shows that they are counted apart")
  func apart() throws {
    let metadata = "{\"usage_object\":{\"prompt_tokens_details\":{\"cached_tokens\":300}}}"
    let log = try log([row(["metadata": metadata, "total_tokens": "410"])])
    #expect(log.calls.map(\.usage) == [TokenUsage(input: 100, cacheRead: 300, output: 10)])
  }

  @Test(
    "broken JSON is left out with its row", arguments: ["{\"request_id\":", "garbage", "{}x", "[1,2]", "{\"a\":1,}"])
  func malformed(text: String) throws {
    let log = try log([sound, text, "", sound])
    #expect(log.calls.map(\.row) == [1, 4])
    #expect(log.problems[.malformedRecord] == 1)
    #expect(log.problems.examples[.malformedRecord]?.first?.row == 2)
  }

  @Test("a truncated last line is told from a broken one")
  func truncated() throws {
    let log = try log([sound, sound, String(sound.prefix(80))], end: "")
    #expect(log.calls.count == 2)
    #expect(log.problems.counts == [.truncatedRecord: 1])
    #expect(log.problems.examples[.truncatedRecord]?.first?.row == 3)
    #expect(try read(text: sound + "\n" + sound).calls.count == 2)
  }

  @Test("a line longer than the limit is counted and skipped, and reading goes on behind it")
  func longLine() throws {
    let long = row(["messages": "\"" + String(repeating: "x", count: 3_000_000) + "\""])
    let log = try log([sound, long, sound], LogOptions(recordLimit: 20_000, chunkSize: 4096))
    #expect(log.calls.map(\.row) == [1, 3])
    #expect(log.problems.counts == [.recordTooLong: 1])
    let problem = try #require(log.problems.examples[.recordTooLong]?.first)
    #expect(problem.row == 2)
    #expect(problem.found == "\(long.utf8.count + 1) bytes; the limit is 20000")
    #expect(log.summary.files[0].rows == 3)
    // Below the limit it is read however small the chunks are.
    let shorter = row(["messages": "\"" + String(repeating: "x", count: 100_000) + "\""])
    #expect(try read(text: shorter, LogOptions(chunkSize: 1024)).calls.count == 1)
  }

  @Test("a long element of an array is skipped too")
  func longElement() throws {
    let long = row(["messages": "{\"a\":[\"" + String(repeating: "]}\\\\\\\"", count: 20_000) + "\"]}"])
    let log = try read(
      text: "[\(sound), \(long), \(sound)]", LogOptions(recordLimit: 20_000, chunkSize: 4096))
    #expect(log.calls.map(\.row) == [1, 3])
    #expect(log.problems.counts == [.recordTooLong: 1])
  }

  @Test("only the first problems of a kind are kept, all are counted")
  func examples() throws {
    let rows = (0..<50).map { _ in row(["prompt_tokens": "-1"]) }
    let log = try log([sound] + rows, LogOptions(chunkSize: 1024, examplesPerKind: 3))
    #expect(log.problems[.negativeTokens] == 50)
    #expect(log.problems.examples[.negativeTokens]?.map(\.row) == [2, 3, 4])
  }

  @Test("a problem says where it is and what was found")
  func description() throws {
    let problem = try #require(try log([row(["prompt_tokens": "-17"])]).problems.examples[.negativeTokens]?.first)
    #expect(problem.description.hasSuffix("row 1, prompt tokens: a token count is negative (found -17)"))
  }

  @Test("equal ids have equal hashes and others do not")
  func duplicates() throws {
    let log = try log([sound, sound, row(["request_id": "\"s\""]), row(["request_id": nil])])
    let hashes = log.outcome.total.map(\.idHash)
    #expect(hashes[0] == hashes[1])
    #expect(hashes[0] != hashes[2])
    #expect(hashes[3] == 0)
  }
}

@Suite("Bad tables") struct BadTableTests {
  private let heading =
    "request_id,call_type,spend,prompt_tokens,completion_tokens,startTime,endTime,model,api_key,metadata\n"
  private let cells = "r,a,0.5,100,10,2026-11-20T10:00:00Z,2026-11-20T10:00:00Z,m,k,{}\n"

  @Test("a record with another number of fields is left out")
  func fieldCount() throws {
    let log = try read(text: heading + cells + "a,b,c\n" + cells)
    #expect(log.calls.map(\.row) == [2, 4])
    #expect(log.problems.counts == [.wrongFieldCount: 1])
    #expect(log.problems.examples[.wrongFieldCount]?.first?.found == "3 fields of 10")
  }

  @Test("a quote that never closes costs its line, not the rest of the file")
  func openQuote() throws {
    let log = try read(
      text: heading + cells + "\"r,a,0.5\n" + cells + cells, LogOptions(recordLimit: 1024, chunkSize: 1024))
    #expect(log.calls.map(\.row) == [2, 4, 5])
    #expect(log.problems.counts == [.unbalancedQuote: 1])
  }

  @Test("a stray quote within a cell is an ordinary character; a byte order mark and CRLF are none")
  func strayQuote() throws {
    let odd = cells.replacing(",m,", with: ",6\" model,")
    let log = try read(text: "\u{FEFF}" + (heading + odd + cells).replacing("\n", with: "\r\n"))
    #expect(log.calls.map(\.model) == ["6\" model", "m"])
    #expect(log.calls.map(\.key) == ["k", "k"])
  }

  @Test("the last record may have no line end, but not too few fields")
  func lastRecord() throws {
    #expect(try read(text: heading + cells.dropLast()).calls.count == 1)
    let log = try read(text: heading + cells + "r,a,0.5,100")
    #expect(log.calls.count == 1)
    #expect(log.problems.counts == [.truncatedRecord: 1])
  }

  @Test("a dump that breaks off says so")
  func brokenDump() throws {
    let text = SampleLog(seed: 1, count: 10).text("litellm.sql")
    let log = try read(text: String(text.prefix(text.count - 200)))
    #expect(log.calls.count == 9)
    #expect(log.problems[.truncatedRecord] >= 1)
  }
}
