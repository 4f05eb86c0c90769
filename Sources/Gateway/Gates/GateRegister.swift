import Evidence
public import Ledger
public import Policy
import Scoring
import StrictYAML

/// The gates that a policy names and those that a ledger knows, for commands that work beside a gateway.
public struct GateRegister: Sendable {
  /// A gate with what is known of it.
  public struct Entry: Sendable {
    public var terms: GateTerms
    /// The gate of the policy whose terms these are; nil for one that the policy, or this version of it, has no more.
    public var gate: Policy.Gate?
    /// Its row in the ledger; nil while no gateway has begun with it.
    public var row: GateRow?
  }

  /// Something of which nothing is believed, and why.
  public struct Problem: Hashable, Sendable {
    public var gate: String
    public var message: String
    /// Whether it is the ledger's row that is wrong, and not the policy.
    public var isRecord: Bool
  }

  /// Those of the policy first, in its order, then those of earlier versions, the newest first.
  public private(set) var entries: [Entry] = []
  /// Gates of the policy that cannot be, and rows of the ledger that cannot be read.
  public private(set) var problems: [Problem] = []
  public let store: EvidenceStore?

  /// Puts both together; without a ledger there are only the policy's, and without a snapshot only the ledger's.
  public init(_ snapshot: Snapshot?, store: EvidenceStore?) throws {
    self.store = store
    var rows: [(terms: GateTerms, row: GateRow)] = []
    for row in try store?.gates() ?? [] {
      do { rows.append((try GateTerms(row), row)) } catch {
        problems.append(Problem(gate: row.id, message: error.message, isRecord: true))
      }
    }
    for gate in snapshot?.policy.gates ?? [] {
      guard let snapshot else { break }
      do {
        let terms = try GateTerms(of: gate, in: snapshot)
        entries.append(Entry(terms: terms, gate: gate, row: rows.first { $0.terms.id == terms.id }?.row))
      } catch {
        problems.append(Problem(gate: gate.name, message: "\(error)", isRecord: false))
      }
    }
    let known = Set(entries.map(\.terms.id))
    entries += rows.reversed().filter { !known.contains($0.terms.id) }
      .map { Entry(terms: $0.terms, gate: nil, row: $0.row) }
  }

  /// The gate of a name, else the newest of that name in the ledger, or the one of an id, whole or short.
  public func entry(_ name: String) -> Entry? {
    entries.first { $0.terms.name == name }
      ?? entries.first { $0.terms.id == name || $0.terms.key.shortID == name.lowercased() }
  }

  /// What to say of a name that no gate has.
  public func unknown(_ name: String) -> String {
    let names = entries.map(\.terms.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    if names.isEmpty {
      return "there is no gate '\(name)', nor any other: the policy has none under 'gates:' and the ledger knows none"
    }
    let hint = Nearest.hint(name, among: names + entries.map(\.terms.key.shortID))
    return "there is no gate '\(name)'\(hint); there are \(names.joined(separator: ", "))"
  }
}

extension GateTerms {
  /// The terms of a gate of the policy in force.
  public init(of gate: Policy.Gate, in snapshot: Snapshot) throws {
    let recipe = try ScoringRecipe(gate, catalog: snapshot.catalog)
    try self.init(
      gate, recipe: recipe, policy: snapshot.policy, catalog: snapshot.catalog,
      labelsPPM: snapshot.configuration.shadow?.labelsPPM ?? 0)
  }
}
