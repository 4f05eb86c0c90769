import ArgumentParser
import Audit
import Foundation
import UsageLogs

/// What an audit that was stopped has summed so far, as a file from which it goes on.
struct AuditState {
  var sums: AuditAccumulator
  var seen: SeenIDs
  var checkpoint: LogCheckpoint
  var names: [String]

  private struct Head: Codable {
    var version: Int
    var files: [String]
    var checkpoint: LogCheckpoint
    var names: [String]
    var sumBytes: Int
  }

  private static let magic = Array("STEELYARD AUDIT\n".utf8)

  /// Writes the file whole or not at all.
  func write(_ path: String, files: [String]) throws {
    let saved = sums.saved()
    let head = try JSONEncoder().encode(
      Head(version: 1, files: files, checkpoint: checkpoint, names: names, sumBytes: saved.count))
    let partial = path + ".partial"
    guard FileManager.default.createFile(atPath: partial, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = FileHandle(forWritingAtPath: partial)
    else { throw ValidationError("'\(partial)' cannot be written; is the folder there, and may you write into it?") }
    try handle.write(contentsOf: Data(Self.magic))
    try handle.write(contentsOf: Self.bytes(head.count))
    try handle.write(contentsOf: head)
    try handle.write(contentsOf: Data(saved))
    try seen.save { piece throws(any Error) in try handle.write(contentsOf: Data(piece)) }
    try handle.synchronize()
    try handle.close()
    guard rename(partial, path) == 0 else { throw ValidationError("'\(path)' cannot be written") }
  }

  /// What an earlier run kept there; nil where there is no such file.
  static func read(_ path: String, scheme: AuditScheme, files: [String]) throws -> AuditState? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw ValidationError("cannot read '\(path)'; may you read it?")
    }
    func damaged(_ what: String) -> ValidationError {
      ValidationError("'\(path)' is no state of an audit (\(what)); name another file, or delete it to begin anew")
    }
    func take(_ count: Int) throws -> Data {
      let data = try handle.read(upToCount: count) ?? Data()
      guard data.count == count else { throw damaged("it ends too early") }
      return data
    }
    guard Array(try take(magic.count)) == magic else { throw damaged("it begins otherwise") }
    let length = try take(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard (1...1 << 30).contains(length), let head = try? JSONDecoder().decode(Head.self, from: try take(length)),
      head.version == 1, (0...1 << 32).contains(head.sumBytes)
    else { throw damaged("its head cannot be read") }
    guard head.files == files else {
      throw ValidationError(
        "'\(path)' is of an audit of \(head.files.joined(separator: ", ")); give the same files in the same order, or another --state"
      )
    }
    do {
      let sums = try AuditAccumulator(scheme, saved: Array(try take(head.sumBytes)))
      let seen = try SeenIDs(
        saved: { count throws(any Error) in Array(try handle.read(upToCount: count) ?? Data()) },
        onDamage: { $0 })
      return AuditState(sums: sums, seen: seen, checkpoint: head.checkpoint, names: head.names)
    } catch let error as SavedStateError { throw ValidationError("'\(path)': \(error.description)") }
  }

  private static func bytes(_ number: Int) -> Data {
    Data((0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
  }
}
