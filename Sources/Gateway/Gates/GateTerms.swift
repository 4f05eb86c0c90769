public import Evidence
import Foundation
public import Ledger

/// What a gate was created with, as the ledger keeps it: enough to recompute it without the policy of the day.
public struct GateTerms: Codable, Hashable, Sendable {
  /// Its name in the policy, in refusals and in commands.
  public var name: String
  /// What its evidence is about.
  public var key: GateKey
  /// How much evidence it demands.
  public var rules: GateRules
  /// The owner's permission, where the stakes need one.
  public var permission: OwnerSignature?

  /// Terms by their parts.
  public init(name: String, key: GateKey, rules: GateRules, permission: OwnerSignature? = nil) {
    self.name = name
    self.key = key
    self.rules = rules
    self.permission = permission
  }

  /// The gate's id in the ledger.
  public var id: String { key.id }

  /// Reads what the ledger keeps of a gate; refuses a row whose id is not that of its key.
  public init(_ row: GateRow) throws(GateFault) {
    guard let terms = try? JSONDecoder().decode(GateTerms.self, from: Data(row.key.utf8)) else {
      throw GateFault(gate: row.id, "its terms cannot be read")
    }
    guard terms.key.id == row.id, terms.key.useCase == row.useCase, terms.key.tenant == row.tenant else {
      throw GateFault(gate: row.id, "its id, use case or tenant is not that of its terms")
    }
    self = terms
  }

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}

/// Why a gate's records are not believed; such a gate is closed.
public struct GateFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The gate's id.
  public var gate: String
  /// What does not follow from the rest.
  public var message: String

  init(gate: String, _ message: String) {
    self.gate = gate
    self.message = message
  }

  public var description: String {
    "the records of the gate '\(gate)' are not believed: \(message); see 'steelyard gate verify'"
  }
}
