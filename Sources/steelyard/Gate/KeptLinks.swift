import ArgumentParser
import Foundation
import Ledger

/// Last links of gates as `gate verify --tail` printed them, kept somewhere else.
struct KeptLinks {
  private var links: [String: (sequence: Int64, chain: String)] = [:]

  init(_ path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("cannot read '\(path)'; is it there, and may you read it?")
    }
    for (number, line) in String(decoding: data, as: UTF8.self).split(separator: "\n").enumerated() {
      let parts = line.split(separator: " ")
      guard parts.count == 3, let sequence = Int64(parts[1]), sequence >= 0 else {
        throw ValidationError(
          "\(path):\(number + 1): not a gate's id, row and link, as 'steelyard gate verify --tail' prints them")
      }
      links[String(parts[0])] = (sequence, String(parts[2]))
    }
  }

  /// What is wrong with a gate's rows by the link that was kept of it.
  func faults(id: String, rows: [EvidenceEvent]) -> [String] {
    guard let link = links[id], link.sequence > 0 else { return [] }
    guard let row = rows.first(where: { $0.sequence == link.sequence }) else {
      return ["row \(link.sequence), whose link was kept, is not there any more"]
    }
    return row.chain == link.chain ? [] : ["row \(link.sequence) has another link than the one that was kept"]
  }

  /// Gates that were there when the links were kept.
  func missing(from checks: [GateVerification]) -> [GateFinding] {
    links.keys.sorted().filter { id in !checks.contains { $0.id == id } }
      .map { GateFinding(gate: $0, kind: "kept link", place: "gate", message: "is not in the ledger any more") }
  }
}
