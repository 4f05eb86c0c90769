import Catalog
import Testing

@testable import UsageLogs

@Suite("One log in every format") struct PropertyTests {
  @Test("gives the same canonical totals", arguments: SampleLog.spellings.map(\.name), [1, 20_261_124] as [UInt64])
  func totals(name: String, seed: UInt64) throws {
    let sample = SampleLog(seed: seed, count: 60)
    let spelling = try #require(SampleLog.spellings.first { $0.name == name })
    let log = try read(text: sample.text(name), LogOptions(chunkSize: 2048))
    var expected = sample.totals
    if !spelling.hasTokens { expected.usage = TokenUsage() }
    if !spelling.hasCost { expected.nano = 0 }
    if ["openai-usage.json", "openai-usage.jsonl", "claude-usage.json"].contains(name) {
      // These formats do not tell reasoning from what is visible.
      expected.usage.output += expected.usage.reasoning
      expected.usage.reasoning = 0
    }
    if name == "openrouter.json" { expected.usage.cacheWriteShort = 0 }
    var found = SampleTotals()
    for call in log.calls { found.add(call.usage, call.nano ?? 0) }
    #expect(found == expected, "\(name), seed \(seed)")
    #expect(log.calls.count == 60)
    #expect(log.summary.isClean, "\(log.problems.examples)")
    #expect(log.calls.map(\.model) == sample.calls.map(\.model))
  }

  @Test("does not depend on workers, chunks or compression", arguments: SampleLog.spellings.map(\.name))
  func workers(name: String) throws {
    let text = SampleLog(seed: 3, count: 80).text(name)
    let one = try read(text: text, workers: 1)
    for (workers, size) in [(1, 1024), (5, 3000), (2, 1 << 20)] {
      let other = try read(text: text, LogOptions(chunkSize: size), workers: workers)
      #expect(other.calls == one.calls, "\(workers) workers, chunks of \(size)")
      #expect(other.problems == one.problems)
    }
    for bytes in [try Archive.gzip(Array(text.utf8)), Archive.zstd(Array(text.utf8))] {
      let other = try withFile(bytes) { try read([$0], LogOptions(chunkSize: 5000)) }
      #expect(other.calls == one.calls)
    }
  }

  @Test("can be stopped after any chunk and gone on with", arguments: SampleLog.spellings.map(\.name))
  func resuming(name: String) throws {
    let text = SampleLog(seed: 5, count: 40).text(name)
    let options = LogOptions(chunkSize: 3000)
    for bytes in [Array(text.utf8), try Archive.gzip(Array(text.utf8))] {
      try withFile(bytes) { path in
        let whole = try read([path, path], options)
        let names = LogNames()
        var checkpoint: LogCheckpoint?
        var calls: [LoggedCall] = []
        var runs = 0
        while true {
          runs += 1
          let part = try read(
            [path, path], options, from: checkpoint, names: names, into: calls, progress: { _, _ in .stop })
          calls = part.outcome.total
          checkpoint = part.outcome.checkpoint
          if part.outcome.isComplete { break }
          try #require(runs < 1000)
        }
        #expect(runs >= 2)
        #expect(calls.map { seen($0, names) } == whole.calls)
        #expect(checkpoint?.summary == whole.summary)
      }
    }
  }
}
