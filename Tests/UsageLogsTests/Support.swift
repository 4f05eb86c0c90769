import Catalog
import Foundation
import TestFiles
import Testing

@testable import UsageLogs

/// A call with its names written out, to compare.
struct SeenCall: Equatable, Sendable {
  var row = 0
  var at = ""
  var requests = 1
  var usage = TokenUsage()
  var nano: Int64?
  var tier = ServiceTier.standard
  var succeeded = true
  var model = ""
  var provider = ""
  var key = ""
  var team = ""
  var label = ""
  var region = ""
  var hasID = true
  var text = ""
}

/// What reading came to.
struct SeenLog {
  var calls: [SeenCall]
  var outcome: LogScanOutcome<[LoggedCall]>
  var summary: LogSummary { outcome.summary }
  var problems: LogProblems { outcome.summary.problems }
}

func seen(_ call: LoggedCall, _ names: LogNames) -> SeenCall {
  SeenCall(
    row: call.row, at: call.at.description, requests: call.requests, usage: call.usage, nano: call.cost?.amount,
    tier: call.tier, succeeded: call.succeeded, model: names[call.model], provider: names[call.provider],
    key: names[call.key], team: names[call.team], label: names[call.label], region: names[call.region],
    hasID: call.idHash != 0, text: String(decoding: call.text, as: UTF8.self))
}

/// Reads files whole.
func read(
  _ paths: [String], _ options: LogOptions = LogOptions(), workers: Int = 2, from checkpoint: LogCheckpoint? = nil,
  names: LogNames = LogNames(), into total: [LoggedCall] = [],
  progress: @Sendable (LogProgress, [LoggedCall]) -> LogScanStep = { _, _ in .goOn }
) throws -> SeenLog {
  let scan = LogScan(paths.map { LogFile($0) }, options: options, names: names, workers: workers)
  let outcome = try scan.run(
    from: checkpoint, into: total, part: { [LoggedCall]() }, each: { $0.append($1) }, merge: { $0 += $1 },
    progress: progress)
  return SeenLog(calls: outcome.total.map { seen($0, names) }, outcome: outcome)
}

/// Reads a fixture.
func readFixture(_ name: String, text: Bool = false) throws -> SeenLog {
  try read([fixture(name)], LogOptions(wantsText: text))
}

func fixture(_ name: String) -> String {
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/\(name)").path
}

/// Calls `body` with the path of a file of these bytes.
func withFile<Result>(_ bytes: some Sequence<UInt8>, _ body: (String) throws -> Result) throws -> Result {
  let path = TestFiles.path().path
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try body(path)
}

/// Reads text as a file.
func read(
  text: String, _ options: LogOptions = LogOptions(), workers: Int = 2
) throws -> SeenLog {
  try withFile(text.utf8) { try read([$0], options, workers: workers) }
}

/// A generator with a seed (splitmix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
