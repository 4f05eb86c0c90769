public import Catalog
import Evidence
public import Ledger

/// The spans in which a gate was open, by the number of the row that opened it, and what has been found since.
public struct GateOpenings: Sendable {
  /// Milliseconds by which a request may be off: a gateway looks every two seconds, and clocks differ.
  static let slack: Int64 = 10_000

  private var spans: [Int64: ClosedRange<Int64>] = [:]
  /// Whether pairs, guardrails or failures spoke against the challenger since the gate was last open.
  public private(set) var isFoundWorse = false

  /// Those of a gate, from its rows; none where the rows are not believed.
  public init(of terms: GateTerms, in store: EvidenceStore) throws {
    guard try store.faults(of: terms.id).isEmpty else { return }
    var book = try GateBook(terms)
    var opened: (row: Int64, at: Int64)?
    for row in try store.events(of: terms.id) {
      let before = book.evidence
      do { try book.take([row]) } catch {
        spans = [:]
        return
      }
      guard book.evidence != before else { continue }
      close(&opened, at: row.at.milliseconds)
      switch book.gate.state {
      case .open:
        opened = (row.sequence, row.at.milliseconds)
        isFoundWorse = false
      case .closed(reason: .drift), .closed(reason: .provedWorse), .closed(reason: .guardrail),
        .closed(reason: .hardFailures):
        isFoundWorse = true
      case .closed, .gathering: break
      }
    }
    close(&opened, at: .max - Self.slack)
  }

  private mutating func close(_ opened: inout (row: Int64, at: Int64)?, at end: Int64) {
    if let (row, start) = opened { spans[row] = start - Self.slack...max(start, end) + Self.slack }
    opened = nil
  }

  /// Whether evidence of this number held the gate open at an instant.
  public func contain(_ evidence: Int64, at instant: Timestamp) -> Bool {
    spans[evidence]?.contains(instant.milliseconds) == true
  }
}
