internal import Catalog
internal import Policy

/// What a request asks of an offer beside being permitted.
struct Demand: Sendable {
  var needs: Capabilities
  var promptTokens: Int
  /// The longest answer that is bought, for each choice.
  var maxOutputTokens: Int
  var expectedUsage: TokenUsage

  /// Whether an offer can do it and has room for it.
  @inline(__always)
  func isMet(by offer: RoutingTables.OfferFacts) -> Bool {
    offer.capabilities.isSuperset(of: needs) && maxOutputTokens <= offer.maxOutputTokens
      && fits(into: offer.contextTokens)
  }

  /// Whether prompt and answer fit into a context.
  @inline(__always)
  func fits(into contextTokens: Int) -> Bool {
    let (sum, overflow) = promptTokens.addingReportingOverflow(maxOutputTokens)
    return !overflow && sum <= contextTokens
  }
}

extension RoutingTables {
  /// What a request asks for, with the use case's limits where the caller names none.
  func demand(_ request: RoutingRequest, _ placement: Placement) -> Demand {
    let useCase = useCases[placement.useCase]
    let isChat = request.endpoint == .chat
    var maxOutput = 0
    if isChat {
      // A default never rules out a model that was asked for by name.
      let standard =
        placement.named == nil
        ? useCase.maxOutputTokens : max(1, min(useCase.maxOutputTokens, placement.namedOutputLimit))
      maxOutput = max(0, request.maxOutputTokens ?? standard)
    }
    let expected = min(useCase.expectedOutputTokens, maxOutput)
    let (output, overflow) = expected.multipliedReportingOverflow(by: max(1, request.choices))
    return Demand(
      needs: request.needs, promptTokens: max(0, request.promptTokens), maxOutputTokens: maxOutput,
      expectedUsage: TokenUsage(input: max(0, request.promptTokens), output: overflow ? Int.max : output))
  }
}
