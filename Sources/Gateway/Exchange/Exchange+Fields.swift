import Catalog
import Dialects
import Policy
import Routing

// The reply fields that say what was decided and what it cost.
extension Exchange {
  /// What every reply carries, errors included.
  var identityFields: String {
    let name = "\(id)"
    return dialect == .openAIChat
      ? "x-request-id: \(name)\r\nx-steelyard-decision: \(name)\r\n"
      : "request-id: \(name)\r\nx-steelyard-decision: \(name)\r\n"
  }

  /// What was decided, and which offer serves.
  var decisionFields: String {
    guard let decision else { return identityFields }
    var fields = identityFields
    fields += "x-steelyard-use-case: \(decision.useCase)\r\nx-steelyard-stakes: \(decision.stakes.rawValue)\r\n"
    if let number = offerNumber { fields += snapshot.offerFields[number] }
    if let upstream = replyHead?.requestID, !upstream.isEmpty, upstream.utf8.count <= 128,
      upstream.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
    {
      fields += "x-upstream-request-id: \(upstream)\r\n"
    }
    return fields
  }

  /// The exact cost of a settled reply.
  var costField: String { "x-steelyard-cost-nanousd: \(Self.text(settledCost))\r\n" }

  /// The same, where it follows a stream's body.
  var costTrailer: String { phase == .done ? costField : "" }

  /// What a stream is expected to cost; the exact figure follows as a trailer.
  var expectedCostField: String {
    guard let decision, decision.order.indices.contains(machine.position) else { return "" }
    return "x-steelyard-expected-cost-nanousd: \(Self.text(decision.order[machine.position].expected))\r\n"
  }

  private static func text(_ cost: Cost?) -> String { cost?.amount.map { "\($0.amount)" } ?? "unknown" }
}
