import Catalog
import Testing

@testable import UsageLogs

@Suite("Files") struct FileTests {
  private let text = SampleLog(seed: 9, count: 500).text("litellm.jsonl")

  @Test("several gzip members and zstd frames one after another are one file")
  func members() throws {
    let half = text.utf8.count / 2
    let (first, second) = (Array(text.utf8.prefix(half)), Array(text.utf8.dropFirst(half)))
    let plain = try read(text: text)
    let gzip = try Archive.gzip(first) + Archive.gzip(second) + [0, 0, 0]
    for bytes in [gzip, Archive.zstd(first) + Archive.zstd(second)] {
      let log = try withFile(bytes) { try read([$0]) }
      #expect(log.calls == plain.calls)
      #expect(log.summary.isClean)
    }
  }

  @Test("a compressed file that ends early or is damaged is read up to there and reported")
  func damaged() throws {
    let bytes = Array(text.utf8)
    for whole in [try Archive.gzip(bytes), Archive.zstd(bytes)] {
      let short = try withFile(whole.prefix(whole.count * 2 / 3)) { try read([$0], LogOptions(chunkSize: 4096)) }
      #expect(short.problems[.truncatedStream] == 1)
      #expect(short.calls.count < 500)
      #expect(short.summary.files[0].isComplete == false)
      var broken = whole
      for index in whole.count / 2..<whole.count / 2 + 40 { broken[index] ^= 0xA5 }
      let damaged = try withFile(broken) { try read([$0], LogOptions(chunkSize: 4096)) }
      #expect(
        damaged.problems[.corruptStream] + damaged.problems[.truncatedStream] >= 1,
        "\(damaged.problems) \(damaged.calls.count)")
    }
  }

  @Test("a file that cannot be read is reported and the next one is read")
  func unreadable() throws {
    let log = try withFile(text.utf8) { try read(["/nowhere/log.jsonl", $0]) }
    #expect(log.calls.count == 500)
    #expect(log.problems[.unreadableFile] == 1)
    #expect(log.outcome.isComplete)
    #expect(log.summary.files.map(\.isComplete) == [false, true])
  }

  @Test(
    "kinds of files that are not read are named with what to do",
    arguments: [
      ("PK\u{3}\u{4}abcdef", "ZIP"), ("PGDMP\u{1}\u{2}", "pg_dump"), ("PAR1aaaa", "Parquet"),
      ("SQLite format 3\0", "SQLite"),
    ])
  func unsupported(text: String, word: String) throws {
    let log = try read(text: text)
    #expect(log.problems.examples[.unreadableFile]?.first?.found.contains(word) == true)
  }

  @Test("the ledger's file is told apart, so that a command can read it through rows")
  func ledger() throws {
    try withFile("SQLite format 3\0".utf8) { path in
      let error = #expect(throws: LogError.self) { try LogDetection.detect(LogFile(path)) }
      #expect(error?.code == .ledgerDatabase)
    }
  }

  @Test("an empty file is of no known format")
  func empty() throws {
    #expect(try read(text: "").problems.counts == [.unknownFormat: 1])
  }

  @Test("progress ends at the size of the files, and each file's format is told once")
  func progress() throws {
    let gzip = try Archive.gzip(Array(text.utf8))
    try withFile(gzip) { path in
      let names = LogNames()
      let scan = LogScan([LogFile(path), LogFile(path)], options: LogOptions(chunkSize: 8192), names: names)
      let outcome = try scan.run(
        into: [LogProgress](), part: { 0 }, each: { part, _ in part += 1 }, merge: { _, _ in })
      #expect(outcome.summary.calls == 1000)
      let seen = Collected()
      _ = try scan.run(
        into: 0, part: { 0 }, each: { part, _ in part += 1 }, merge: { $0 += $1 },
        progress: { progress, total in
          seen.add(progress)
          #expect(total == progress.calls)
          return .goOn
        })
      #expect(seen.all.last?.storedBytes == Int64(gzip.count * 2))
      #expect(seen.all.last?.storedBytesInAll == Int64(gzip.count * 2))
      #expect(seen.all.compactMap(\.detected).map(\.compression) == [.gzip, .gzip])
      #expect(zip(seen.all, seen.all.dropFirst()).map { $0.storedBytes <= $1.storedBytes }.contains(false) == false)
    }
  }

  @Test("going on in a file that has changed is refused")
  func changed() throws {
    let stopped = try withFile(text.utf8) { path in
      try read([path], LogOptions(chunkSize: 8192), progress: { _, _ in .stop }).outcome.checkpoint
    }
    try withFile(SampleLog(seed: 10, count: 500).text("litellm.jsonl").utf8) { path in
      var checkpoint = stopped
      checkpoint.position.path = path
      let error = #expect(throws: LogError.self) { try read([path], from: checkpoint) }
      #expect(error?.code == .changedFile)
    }
  }
}
