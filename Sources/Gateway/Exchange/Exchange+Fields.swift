import Catalog
import Dialects
import HTTP1
import Ledger
import NIOCore
import Policy
import Routing

// The reply fields that say what was decided and what it cost.
extension Exchange {
  /// What every reply carries, errors included.
  var identityFields: String { text(writeIdentityFields) }

  /// What was decided, and which offer serves.
  var decisionFields: String { text(writeDecisionFields) }

  /// Writes what was decided, and which offer serves.
  func writeDecisionFields(to buffer: inout ByteBuffer) {
    writeIdentityFields(to: &buffer)
    guard let routed else { return }
    buffer.writeStaticString("x-steelyard-use-case: ")
    buffer.writeString(routed.decision.useCase)
    buffer.writeStaticString("\r\nx-steelyard-stakes: ")
    buffer.writeString(routed.decision.stakes.rawValue)
    buffer.writeStaticString("\r\n")
    if let number = offerNumber { buffer.writeString(snapshot.offerFields[number]) }
    if let upstream = replyHead?.requestID, !upstream.isEmpty, upstream.utf8.count <= 128,
      upstream.utf8.allSatisfy({ $0 > 32 && $0 < 127 }), let number = offerNumber,
      snapshot.targets[number]?.redacted(Array(upstream.utf8)) == nil
    {
      buffer.writeStaticString("x-upstream-request-id: ")
      buffer.writeString(upstream)
      buffer.writeStaticString("\r\n")
    }
  }

  private func writeIdentityFields(to buffer: inout ByteBuffer) {
    let name = id.description
    buffer.writeStaticString(dialect == .openAIChat ? "x-request-id: " : "request-id: ")
    buffer.writeString(name)
    buffer.writeStaticString("\r\nx-steelyard-decision: ")
    buffer.writeString(name)
    buffer.writeStaticString("\r\n")
  }

  private func text(_ write: (inout ByteBuffer) -> Void) -> String {
    var buffer = ByteBuffer()
    write(&buffer)
    return String(buffer: buffer)
  }

  /// The exact cost of a settled reply.
  func writeCostField(to buffer: inout ByteBuffer) {
    buffer.writeStaticString("x-steelyard-cost-nanousd: ")
    if let settledCost { buffer.writeString(String(settledCost.amount)) } else { buffer.writeStaticString("unknown") }
    buffer.writeStaticString("\r\n")
  }

  /// The same, where it follows a stream's body.
  var costTrailer: String { phase == .done ? text(writeCostField) : "" }

  /// What a stream is expected to cost; the exact figure follows as a trailer.
  var expectedCostField: String {
    guard let expected = ranked?.expected.amount else { return "x-steelyard-expected-cost-nanousd: unknown\r\n" }
    let sum = bills.reduce(expected) { $0 + ($1.cost ?? .zero) }
    return "x-steelyard-expected-cost-nanousd: \(sum.amount)\r\n"
  }
}
