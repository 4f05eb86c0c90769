import Catalog
import Dialects
import Ledger
import Policy
import Routing

// The reply fields that say what was decided and what it cost.
extension Exchange {
  /// What every reply carries, errors included.
  var identityFields: String {
    var fields = ""
    fields.reserveCapacity(400)
    fields += dialect == .openAIChat ? "x-request-id: " : "request-id: "
    let name = id.description
    fields += name
    fields += "\r\nx-steelyard-decision: "
    fields += name
    fields += "\r\n"
    return fields
  }

  /// What was decided, and which offer serves.
  var decisionFields: String {
    var fields = identityFields
    guard let decision else { return fields }
    fields += "x-steelyard-use-case: "
    fields += decision.useCase
    fields += "\r\nx-steelyard-stakes: "
    fields += decision.stakes.rawValue
    fields += "\r\n"
    if let number = offerNumber { fields += snapshot.offerFields[number] }
    if let upstream = replyHead?.requestID, !upstream.isEmpty, upstream.utf8.count <= 128,
      upstream.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
    {
      fields += "x-upstream-request-id: "
      fields += upstream
      fields += "\r\n"
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
