import Catalog
import Simulator

/// What a request of the day got back.
struct DemoOutcome: Sendable {
  var request: DemoRequest
  var status: Int?
  /// Names the decision in the ledger.
  var decision: String?
  /// The use case and stakes that the gateway settled on.
  var useCase: String?
  var stakes: String?
  var offer: String?
  /// From the reply's header, or a stream's trailer.
  var cost: NanoDollars?
  /// The start of the body, when the request failed.
  var failure: String?

  /// Reads a reply's fields.
  init(_ request: DemoRequest, reply: CallerReply) {
    self.request = request
    status = reply.status
    decision = reply.header("x-steelyard-decision")
    useCase = reply.header("x-steelyard-use-case")
    stakes = reply.header("x-steelyard-stakes")
    offer = reply.header("x-steelyard-offer")
    cost = reply.header("x-steelyard-cost-nanousd").flatMap { Int64($0) }.map { NanoDollars($0) }
    guard reply.status != 200 || !reply.isWhole else { return }
    let body = String(decoding: reply.body.prefix(300), as: UTF8.self)
    failure = "HTTP \(reply.status.map(String.init) ?? "no reply")\(reply.isWhole ? "" : ", cut off"): \(body)"
  }

  /// A request whose reply could not be had at all.
  init(_ request: DemoRequest, failure: String) {
    self.request = request
    self.failure = failure
  }
}
