import Catalog
import UsageLogs

@testable import Audit

/// Rows with names, as a reader would give them.
struct SampleLog {
  private(set) var names = [""]
  private(set) var calls: [LoggedCall] = []

  mutating func number(_ name: String) -> NameNumber {
    if let known = names.firstIndex(of: name) { return NameNumber(rawValue: Int32(known)) }
    names.append(name)
    return NameNumber(rawValue: Int32(names.count - 1))
  }

  /// Appends a row and gives it back.
  @discardableResult
  mutating func add(
    _ model: String, _ usage: TokenUsage, provider: String = "maker", at: Timestamp = SampleAudit.noon,
    label: String = "", team: String = "", key: String = "", region: String = "", tier: ServiceTier = .standard,
    succeeded: Bool = true, cost: Int64? = nil, requests: Int = 1, id: UInt64 = 0, text: String = ""
  ) -> LoggedCall {
    let call = LoggedCall(
      row: calls.count + 1, at: at, requests: requests, usage: usage, cost: cost.map { NanoDollars($0) }, tier: tier,
      succeeded: succeeded, model: number(model), provider: number(provider), key: number(key), team: number(team),
      label: number(label), region: number(region), idHash: id, text: Array(text.utf8))
    calls.append(call)
    return call
  }

  /// Sums everything in order, duplicates told by id.
  func summed(_ scheme: AuditScheme) -> AuditAccumulator {
    var accumulator = AuditAccumulator(scheme)
    var seen = SeenIDs(capacity: 100_000)
    for call in calls {
      accumulator.add(call, isDuplicate: !seen.insert(call.idHash)) { names[Int($0.rawValue)] }
    }
    return accumulator
  }

  func report(
    _ scheme: AuditScheme, claims: [EvidenceClaim] = [], holdouts: [HoldoutClaim] = [], keepsRegion: Bool = true
  ) throws -> AuditReport {
    summed(scheme).report(
      AuditSettings(
        assumptions: try SampleAssumptions.plain(), claims: claims, holdouts: holdouts, keepsRegion: keepsRegion))
  }
}
