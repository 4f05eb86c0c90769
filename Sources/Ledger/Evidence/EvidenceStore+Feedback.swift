public import Catalog
internal import GRDB

/// What a user said of an answer. It is told apart from judged pairs: who speaks up is no sample.
public struct Feedback: Hashable, Sendable {
  public var decision: DecisionID
  /// Whose key sent it.
  public var keyID: String?
  /// −1 bad, 0 neutral, 1 good.
  public var rating: Int
  public var comment: String?
  public var at: Timestamp

  /// A piece of feedback.
  public init(decision: DecisionID, keyID: String?, rating: Int, comment: String?, at: Timestamp) {
    self.decision = decision
    self.keyID = keyID
    self.rating = rating
    self.comment = comment
    self.at = at
  }
}

extension EvidenceStore {
  /// Keeps feedback; a later one of the same key on the same decision takes the place of the earlier.
  public func add(_ feedback: Feedback) throws {
    try database.write { db in
      try db.execute(
        sql: """
          INSERT INTO feedback (decision, key_id, rating, comment, at) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (decision, key_id) DO UPDATE SET rating = excluded.rating, comment = excluded.comment,
            at = excluded.at
          """,
        arguments: [
          feedback.decision.description, feedback.keyID ?? "", feedback.rating, feedback.comment,
          feedback.at.milliseconds,
        ])
    }
  }

  /// What was said of one decision.
  public func feedback(on decision: DecisionID) throws -> [Feedback] {
    try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM feedback WHERE decision = ? ORDER BY at", arguments: [decision.description]
      ).map { row in
        let key: String = row["key_id"]
        return Feedback(
          decision: decision, keyID: key.isEmpty ? nil : key, rating: row["rating"], comment: row["comment"],
          at: Timestamp(milliseconds: row["at"]))
      }
    }
  }

  /// Ratings of the decisions under a use case since an instant: bad, neutral, good.
  public func ratings(useCase: String, since: Timestamp? = nil) throws -> [Int] {
    try database.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT sum(rating < 0) AS bad, sum(rating = 0) AS neutral, sum(rating > 0) AS good
          FROM feedback JOIN decisions ON decisions.id = feedback.decision
          WHERE use_case = ? AND feedback.at >= ?
          """, arguments: [useCase, since?.milliseconds ?? .min]
      ).map { [$0["bad"] ?? 0, $0["neutral"] ?? 0, $0["good"] ?? 0] } ?? [0, 0, 0]
    }
  }
}
