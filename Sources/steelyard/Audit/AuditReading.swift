import ArgumentParser
import Audit
import Catalog
import Foundation
import Gateway
import Ledger
import Policy
import UsageLogs

/// Reads logs on all cores into sums, with a progress bar, from where an earlier run stopped.
struct AuditReading {
  var files: [String]
  var options: LogOptions
  var scheme: AuditScheme
  var workers: Int?
  /// Where what was summed is kept.
  var state: String?
  /// For an export instead of an audit.
  var focus: FocusAccount?

  /// What merged parts come to. Ids are looked at in the order of the files, so that the first row of each counts.
  struct Total: Sendable {
    var sums: AuditAccumulator
    var seen = SeenIDs()
    var focus: FocusAccumulator?
    var file = -1
  }

  /// What one chunk holds: its rows without their texts, and what these showed.
  struct Part: Sendable {
    var rows: [(call: LoggedCall, work: ClassifiedWork?)] = []
  }

  struct Outcome {
    var sums: AuditAccumulator
    var seen: SeenIDs
    var focus: FocusAccumulator?
    var summary: LogSummary
  }

  func run() throws -> Outcome {
    let (ledgers, logs) = try split()
    let saved = try state.flatMap { try AuditState.read($0, scheme: scheme, files: files) }
    let names = LogNames(restoring: saved?.names ?? [])
    var total = Total(sums: saved?.sums ?? AuditAccumulator(scheme), seen: saved?.seen ?? SeenIDs())
    total.focus = focus.map { FocusAccumulator(catalog: scheme.catalog, account: $0) }
    if let saved {
      StandardError.write("going on after \(saved.checkpoint.summary.calls) calls of '\(state ?? "")'\n")
    } else {
      for ledger in ledgers { try read(ledger: ledger, names: names, into: &total) }
    }
    let bar = LogProgressBar()
    let interrupt = Interruption()
    let finder = scheme.policy
    let resolved = ResolvedNames(scheme: scheme, names: names)
    let scan = LogScan(logs.map { LogFile($0) }, options: options, names: names, workers: workers)
    let outcome: LogScanOutcome<Total>
    do {
      outcome = try scan.run(
        from: saved?.checkpoint, into: total, part: { Part() },
        each: { part, call in
          var call = call
          var work: ClassifiedWork?
          // The assessor is large: logs without texts never load it.
          if !call.text.isEmpty, let assessor = try? EmbeddedFiles.assessor() {
            work = AssessedWork(assessor: assessor, policy: finder).work(in: call.text)
          }
          call.text = []
          part.rows.append((call, work))
        },
        merge: { total, part in Self.merge(part, into: &total, names: names, resolved: resolved) },
        progress: { progress, _ in
          bar.show(progress)
          return interrupt.isAsked ? .stop : .goOn
        })
    } catch { throw ValidationError(error.description) }
    bar.end()
    guard outcome.isComplete else { throw try stopped(outcome, names) }
    if let state { try? FileManager.default.removeItem(atPath: state) }
    return Outcome(
      sums: outcome.total.sums, seen: outcome.total.seen, focus: outcome.total.focus, summary: outcome.summary)
  }

  private static func merge(_ part: Part, into total: inout Total, names: LogNames, resolved: ResolvedNames) {
    for (call, work) in part.rows {
      let isDuplicate = !total.seen.insert(call.idHash)
      if total.focus != nil {
        if !isDuplicate { total.focus?.add(resolved.focus(call, work)) }
      } else {
        total.sums.add(call, isDuplicate: isDuplicate, work: work) { names[$0] }
      }
    }
  }

  private func stopped(_ outcome: LogScanOutcome<Total>, _ names: LogNames) throws -> ExitCode {
    guard let state else {
      StandardError.write(
        "stopped after \(outcome.summary.calls) calls; with --state FILE it could have been gone on with\n")
      return ExitCode(130)
    }
    try AuditState(
      sums: outcome.total.sums, seen: outcome.total.seen, checkpoint: outcome.checkpoint, names: names.all
    ).write(state, files: files)
    StandardError.write("stopped after \(outcome.summary.calls) calls; the same command goes on from '\(state)'\n")
    return ExitCode(130)
  }

  /// Ledgers of our own are databases; everything else is read as a log.
  private func split() throws -> (ledgers: [String], logs: [String]) {
    var ledgers: [String] = []
    var logs: [String] = []
    for path in files {
      guard path == "-" || FileManager.default.fileExists(atPath: path) else {
        throw CommandFailure("there is no file '\(path)' to read; name logs, a ledger, or - for standard input")
      }
      let isLedger =
        path != "-"
        && (FileHandle(forReadingAtPath: path)?.readData(ofLength: 15)).map {
          $0 == Data("SQLite format 3".utf8)
        } == true
      if isLedger { ledgers.append(path) } else { logs.append(path) }
    }
    return (ledgers, logs)
  }

  private func read(ledger path: String, names: LogNames, into total: inout Total) throws {
    let reader = try Ledger.openReader(path: path)
    let rows = LedgerRows(names: names)
    let resolved = ResolvedNames(scheme: scheme, names: names)
    var call = LoggedCall()
    var last: (number: Int64?, bills: UInt64) = (nil, 0)
    try reader.forEachBill(columns: LedgerRows.columns) { row in
      let number = row.integer("number")
      last = (number, number == last.number ? last.bills + 1 : 0)
      guard rows.read(BillValues(row: row), into: &call) else { return }
      // The bills of one request are calls of their own, and have its name in common.
      call.idHash ^= last.bills
      Self.merge(Part(rows: [(call, nil)]), into: &total, names: names, resolved: resolved)
    }
  }

  private struct BillValues: LedgerRow {
    var row: LedgerReader.Values
    func text(_ column: String) -> String? { row.text(column) }
    func integer(_ column: String) -> Int64? { row.integer(column) }
  }
}
