import Catalog
import Dialects
import Policy
import Routing
import Scoring

/// A request whose open answer is looked into: what is needed to put it to models again. Pure.
struct Inquest: Sendable {
  /// The request's body and its dialect.
  var body: [UInt8]
  var dialect: Dialect
  /// When it came.
  var at: Timestamp
  /// A bound of the request's tokens.
  var promptTokens: Int
  /// The longest answer that is bought.
  var maxOutputTokens: Int
  /// Who answered, and the most that another answer can cost.
  var answering: (number: Int, worst: Cost)
  /// Who verifies answers, where that is somebody else.
  var verifier: (number: Int, worst: Cost)?
  var catalog: Catalog
  /// Where each offer is served.
  var targets: [UpstreamTarget?]

  /// The same request for further answers of who answered.
  func samples(_ count: Int) -> [CascadeQuestion.Call] {
    guard let varied = Self.varied(body) else { return [] }
    let call = CascadeQuestion.Call(
      offer: answering.number, request: WholeRequest(body: varied, dialect: dialect),
      maxOutputTokens: maxOutputTokens, worst: answering.worst,
      mostUsed: TokenUsage(input: promptTokens, output: maxOutputTokens))
    return Array(repeating: call, count: max(0, count))
  }

  /// Questions whether the answer is right; none when nobody may be asked.
  func votes(_ verifier: Policy.Cascade.Verifier, on answer: Answer) -> [CascadeQuestion.Call] {
    guard let asked = verifier.model == nil ? ownVerifier : self.verifier,
      targets.indices.contains(asked.number), let target = targets[asked.number],
      let request = try? JSONValue.parse(body.span)
    else { return [] }
    let offer = catalog.offers[asked.number]
    let tells = target.dialect == .openAIChat && offer.capabilities.contains(.logprobs)
    let question = Verifier(model: offer.upstreamModel, shownBytes: VerifierSize.shownBytes)
      .body(
        ScoringTask.reading(request: request, dialect: dialect).task, answer, votes: verifier.votes,
        asksLogProbabilities: tells, maxTokens: nil)
    let tokens = VerifierSize.answerTokens(offer.capabilities)
    let call = CascadeQuestion.Call(
      offer: asked.number, request: Self.whole(question),
      withoutTemperature: Self.whole(question.without(["temperature"])),
      maxOutputTokens: tokens, worst: asked.worst,
      mostUsed: TokenUsage(
        input: VerifierSize.promptTokens(bound: promptTokens, maxOutputTokens: maxOutputTokens), output: tokens))
    return Array(repeating: call, count: verifier.votes)
  }

  private var ownVerifier: (number: Int, worst: Cost)? {
    let worst = VerifierSize.worst(
      catalog.offers[answering.number], bound: promptTokens, maxOutputTokens: maxOutputTokens, at: at)
    return (answering.number, worst)
  }

  // A model that is asked the same without chance says the same, and would vouch for anything.
  private static func varied(_ body: [UInt8]) -> [UInt8]? {
    guard let document = try? JSONValue.parse(body.span),
      case .object(var members) = document.without(["seed", "top_p", "top_k", "logprobs", "top_logprobs"])
    else { return nil }
    if let place = members.lastIndex(where: { $0.0 == "temperature" }), case .number(let text) = members[place].1,
      Double(text) ?? 0 < leastTemperature
    {
      members[place].1 = .number("\(leastTemperature)")
    }
    return whole(.object(members)).body
  }

  private static let leastTemperature = 0.7

  private static func whole(_ document: JSONValue) -> WholeRequest {
    var bytes: [UInt8] = []
    document.write(into: &bytes)
    return WholeRequest(body: bytes, dialect: .openAIChat)
  }
}

extension JSONValue {
  /// An object without these members.
  fileprivate func without(_ names: Set<String>) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { !names.contains($0.0) })
  }
}
