import Catalog
import Dialects
import Dispatch
import Ledger

/// Takes feedback in, beside the event loops: it looks decisions up in the ledger.
///
/// Feedback is kept apart from judged pairs: who speaks up is no sample of those who were served.
final class FeedbackDesk: Sendable {
  /// Days after which nothing more is said of a decision when texts are not kept for another time.
  static let days: Int64 = 30

  private let ledger: Ledger
  private let queue = DispatchQueue(label: "steelyard.feedback")

  init(_ ledger: Ledger) { self.ledger = ledger }

  /// Takes a body in and calls `done`, from some thread, with the answer.
  func take(
    _ body: [UInt8], key: KeyRecord?, dialect: Dialect, shadow: ShadowSettings?,
    done: @escaping @Sendable (WholeReply) -> Void
  ) {
    queue.async { [self] in
      do throws(WireError) {
        let message = try FeedbackMessage(body.span)
        try add(message, key: key, shadow: shadow, at: .now())
        var bytes: [UInt8] = []
        JSONValue.object([
          ("status", .string("recorded")), ("decision", .string(message.decision?.description ?? "")),
          ("rating", .number(message.rating)),
        ]).write(into: &bytes)
        done(WholeReply(status: 200, body: bytes))
      } catch {
        done(WholeReply(error, dialect: dialect))
      }
    }
  }

  private func add(
    _ message: FeedbackMessage, key: KeyRecord?, shadow: ShadowSettings?, at now: Timestamp
  ) throws(WireError) {
    guard let decision = message.decision, let record = try record(decision, now: now), Self.mayRate(record, key)
    else { throw .unknownDecision }
    let limit = shadow?.keep ?? Self.days * 86_400_000
    guard now.milliseconds - record.draft.startedAt.milliseconds <= limit else {
      throw .expiredDecision(days: limit / 86_400_000)
    }
    let comment = message.comment.map { shadow?.redacts == false ? $0 : Redaction.redacted($0) }
    do {
      try ledger.evidence.add(
        Feedback(decision: decision, keyID: key?.id, rating: message.rating, comment: comment, at: now))
    } catch {
      throw .ledgerUnavailable("\(error)")
    }
  }

  // A row is written a moment after its reply: feedback that comes sooner waits for it.
  private func record(_ decision: DecisionID, now: Timestamp) throws(WireError) -> DecisionRecord? {
    do {
      if let record = try ledger.reader.decision(decision) { return record }
      guard abs(now.milliseconds - decision.timestamp.milliseconds) < 60_000 else { return nil }
      ledger.flush()
      return try ledger.reader.decision(decision)
    } catch {
      throw .ledgerUnavailable("\(error)")
    }
  }

  // The same key, or another of the same tenant. What was served without a key anybody without one may rate.
  private static func mayRate(_ record: DecisionRecord, _ key: KeyRecord?) -> Bool {
    guard let key else { return record.keyID == nil }
    return record.keyID == key.id || record.draft.tenant == key.tenant
  }
}

extension WireError {
  /// The same for a decision that nobody made and for one of somebody else: which of them it is tells too much.
  fileprivate static let unknownDecision = WireError(
    status: 404,
    message:
      "no decision of this name was made for this key or its tenant; the name is in a reply's x-steelyard-decision header",
    code: "unknown_decision", param: "decision")

  fileprivate static func expiredDecision(days: Int64) -> WireError {
    WireError(
      status: 410, message: "the decision is more than \(days) days old; feedback on it is not taken any more",
      code: "expired_decision", param: "decision")
  }
}
