import ArgumentParser
import Ledger

/// `steelyard ledger backup`: a copy that is whole, whatever the gateway does meanwhile.
struct LedgerBackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copies the ledger into one file, beside a running gateway or without one.",
    discussion: """
      The copy holds all that was committed when it began. A gateway commits a request's row within 50 ms of its end, or
      when the disk has room again: requests under way and the latest moment are not in the copy.
      """)

  @OptionGroup var ledger: LedgerOption
  @Option(help: "The file to write.", completion: .file()) var out: String
  @Flag(help: "Replace the file if it is there.") var force = false

  func run() throws {
    let path = try ledger.path()
    let copy = try Ledger.backup(path: path, to: out, replacing: force)
    Terminal.line(
      "\(path) copied to \(out): \(copy.bytes) bytes, \(copy.decisions) requests"
        + (copy.last.map { ", the last of them from \($0)" } ?? ""))
  }
}
