import ArgumentParser
import Catalog
import Evidence
import Foundation
import Gateway
import Ledger
import Policy
import StrictYAML

/// Which policy and which ledger a gate is looked up in: those that `steelyard serve` would use in the same place.
struct GateOptions: ParsableArguments {
  @OptionGroup var ledger: LedgerOption
  @Option(
    help: "A policy in place of the configuration's.", completion: .file(extensions: ["yaml", "yml"]))
  var policy: String?

  /// The configuration as a gateway here would compile it.
  func snapshot() async throws -> Snapshot {
    var configuration = try GatewayConfiguration.found(ledger.config) ?? GatewayConfiguration()
    if let policy {
      let file = try PolicyFile(path: policy)
      configuration.policy = .init(name: file.name, text: file.text)
    }
    do {
      return try await Snapshot.compile(configuration, environment: ProcessInfo.processInfo.environment)
    } catch { throw ValidationError("the configuration cannot be used:\n\(error)") }
  }

  /// The ledger's evidence; nil where there is no ledger yet.
  func store() throws -> EvidenceStore? {
    let path = try ledger.path()
    return FileManager.default.fileExists(atPath: path) ? try EvidenceStore.open(path: path) : nil
  }

  /// The ledger's evidence, for commands that are nothing without it.
  func requiredStore() throws -> EvidenceStore {
    guard let store = try store() else {
      throw ValidationError("there is no ledger at '\(try ledger.path())'; --db or STEELYARD_DB names another")
    }
    return store
  }

  /// The gates of both.
  func register() async throws -> (register: GateRegister, snapshot: Snapshot) {
    let snapshot = try await snapshot()
    return (try GateRegister(snapshot, store: try store()), snapshot)
  }
}

extension GateRegister {
  /// The gate of a name or an id; what there is otherwise, when there is none.
  func required(_ name: String) throws -> Entry {
    if let entry = entry(name) { return entry }
    if let problem = problems.first(where: { $0.gate == name }) {
      throw ValidationError("the gate '\(name)' cannot be: \(problem.message)")
    }
    throw ValidationError(unknown(name))
  }
}

extension Timestamp {
  /// The wall clock.
  static var present: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
