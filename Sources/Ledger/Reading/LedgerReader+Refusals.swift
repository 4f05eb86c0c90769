public import Catalog
import GRDB

/// Refused requests that have no rows of their own: how many there were of a kind in a UTC minute.
public struct RefusalCount: Hashable, Sendable {
  /// The first moment of the minute.
  public var minute: Timestamp
  /// Whose key was refused; nil when none was asked for.
  public var keyID: String?
  public var tenant: String?
  public var useCase: String
  public var status: RequestStatus
  /// Why, as the caller was told.
  public var code: String
  public var count: Int
}

extension LedgerReader {
  /// Refused requests that are only counted, in the order of their minutes. `since` is included, `until` is not.
  public func refusals(since: Timestamp? = nil, until: Timestamp? = nil) throws -> [RefusalCount] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM refusals WHERE minute * 60000 >= ? AND minute * 60000 < ?
          ORDER BY minute, key_id, tenant, use_case, status, code
          """, arguments: [since?.milliseconds ?? .min, until?.milliseconds ?? .max]
      ).compactMap { row in
        guard let status = RequestStatus(rawValue: row["status"]) else { return nil }
        let (minute, key, tenant): (Int64, String, String) = (row["minute"], row["key_id"], row["tenant"])
        return RefusalCount(
          minute: Timestamp(milliseconds: minute.multipliedReportingOverflow(by: 60_000).partialValue),
          keyID: key.isEmpty ? nil : key, tenant: tenant.isEmpty ? nil : tenant, useCase: row["use_case"],
          status: status, code: row["code"], count: row["count"])
      }
    }
  }
}
