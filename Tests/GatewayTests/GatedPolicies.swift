import Catalog
import Foundation
import Gateway
import Ledger
import NIOHTTP1
import Simulator
import Testing

/// Policies of one use case with an open challenger and closed models behind it.
enum GatedPolicies {
  static let challenger = "deepseek/deepseek-v4-flash@deepseek"
  static let challengerModel = "deepseek-v4-flash"

  /// Only these models may serve, in the order of their prices, the open one first.
  static func cascade(_ settings: String, closed: [String] = ["openai/gpt-6.1-terra"], extra: String = "") -> String {
    """
    fallback_use_case: work
    use_cases:
      - {id: work, stakes: moderate, class: hybrid, max_output_tokens: 400, cascade: {\(settings)}\(extra)}
    rules:
      - name: few
        refuse:
          - {model_not: [deepseek/deepseek-v4-flash, \(closed.joined(separator: ", "))]}
          - {provider_not: [deepseek, openai, anthropic]}
        reason: these alone are looked at

    """
  }

  /// OpenAI's model serves until DeepSeek's has earned the use case.
  static let gated = """
    fallback_use_case: work
    use_cases:
      - {id: work, stakes: moderate, class: hybrid, max_output_tokens: 400}
      - {id: law, stakes: irrecoverable, class: closed, domains: [law, finance, health]}
    gates:
      - {use_case: work, incumbent: openai/gpt-6.1-terra, challenger: deepseek/deepseek-v4-flash, checks: [schema]}

    """
  static let gate = "work:deepseek/deepseek-v4-flash"
}

extension GatewayHarness {
  /// The ledger's row of a reply.
  func record(of reply: RawReply) throws -> DecisionRecord {
    let id = try #require(
      (reply.headers.first(name: "x-steelyard-decision")).flatMap { DecisionID($0) }, "\(reply)")
    gateway.ledger.flush()
    let found = try gateway.ledger.reader.decision(id)
    return try #require(found)
  }

  /// What a reply says that it cost, in nano-dollars.
  func cost(of reply: RawReply) -> Int64? {
    let name = "x-steelyard-cost-nanousd"
    return (reply.headers.first(name: name) ?? reply.trailers?.first(name: name)).flatMap { Int64($0) }
  }

  /// The models that were asked, by their upstream names, in order.
  var asked: [String] { upstream.log.map { $0.model ?? "" } }

  /// Weights of the model that served.
  func weights(of reply: RawReply) -> Weights? {
    reply.headers.first(name: "x-steelyard-model").flatMap { gateway.snapshot.catalog.model($0)?.weights }
  }

  /// An Anthropic request with one user message.
  func message(_ text: String, extra: String = "") async throws -> RawReply {
    try await send(
      .POST, "/v1/messages", ["anthropic-version": "2023-06-01"],
      body: #"{"model":"auto","max_tokens":300,"messages":[{"role":"user","content":"\#(text)"}]\#(extra)}"#)
  }
}
