import Catalog
import GRDB
import Synchronization

/// Counts refused requests beyond those that get rows of their own: whoever asks in vain must not fill the ledger.
final class RefusalTally: Sendable {
  /// What refusals are summed by.
  struct Place: Hashable, Sendable {
    var minute: Int64
    var keyID = ""
    var tenant = ""
    var useCase = ""
    var status: String
    var code: String
  }

  /// Rows of refused requests that a key gets in a UTC minute.
  static let rowsPerMinute = 20
  // Places are few, as keys, use cases and codes are; this holds if ever they are not.
  private static let mostPlaces = 4096

  private struct State: Sendable {
    var minute: Int64 = .min
    var rows: [String: Int] = [:]
    var counts: [Place: Int] = [:]
  }

  private let state = Mutex(State())

  /// Whether a refused request of a key still gets a row of its own.
  func admits(_ keyID: String?, at instant: Timestamp) -> Bool {
    let minute = Self.minute(instant)
    return state.withLock { state in
      // Requests of one moment may come a little out of order; a clock that was set back is another matter.
      if minute > state.minute || minute < state.minute - 1 {
        state.minute = minute
        state.rows = [:]
      }
      let rows = state.rows[keyID ?? "", default: 0]
      guard rows < Self.rowsPerMinute else { return false }
      state.rows[keyID ?? ""] = rows + 1
      return true
    }
  }

  /// Counts one that gets no row; true when it is the first that waits to be written.
  func count(_ keyID: String?, _ draft: DecisionDraft, _ status: RequestStatus, _ code: String) -> Bool {
    var place = Place(minute: Self.minute(draft.startedAt), status: status.rawValue, code: code)
    place.keyID = keyID ?? ""
    place.tenant = draft.tenant ?? ""
    place.useCase = draft.useCase
    return state.withLock { state in
      if state.counts.count >= Self.mostPlaces, state.counts[place] == nil {
        place = Place(minute: place.minute, status: place.status, code: "other")
      }
      let isFirst = state.counts.isEmpty
      state.counts[place, default: 0] += 1
      return isFirst
    }
  }

  /// The counts that wait, which are the caller's from now on.
  func take() -> [Place: Int] {
    state.withLock { state in
      defer { state.counts = [:] }
      return state.counts
    }
  }

  /// Adds counts to what is stored, in a transaction that the caller has begun.
  static func store(_ counts: [Place: Int], _ db: Database) throws {
    guard !counts.isEmpty else { return }
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO refusals (minute, key_id, tenant, use_case, status, code, count) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET count = count + excluded.count
        """)
    for (place, count) in counts {
      try statement.execute(arguments: [
        place.minute, place.keyID, place.tenant, place.useCase, place.status, place.code, count,
      ])
    }
  }

  private static func minute(_ instant: Timestamp) -> Int64 { instant.milliseconds / 60_000 }
}
