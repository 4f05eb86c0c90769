internal import Catalog
internal import Policy

extension RoutingTables {
  /// The cascade of a request's use case, where it can have one.
  @inline(__always)
  func cascade(_ request: RoutingRequest, _ placement: Placement) -> Policy.Cascade? {
    guard !cascades.isEmpty, placement.modelClass == .hybrid, request.endpoint == .chat else { return nil }
    return cascades[placement.useCase]
  }

  /// Whether closed weights answer first: a stream that is not held back and several answers at once are not looked at.
  func answersClosedFirst(_ request: RoutingRequest, _ cascade: Policy.Cascade?) -> Bool {
    guard let cascade else { return false }
    return request.choices > 1 || cascade.streaming == .closed && request.stream == true
  }

  /// The cascade of a request once its order is known: an open offer must be first in it and a closed one behind.
  func cascade(_ request: RoutingRequest, _ placement: Placement, order: [Ranking.Entry]) -> Policy.Cascade? {
    guard let cascade = cascade(request, placement), let first = order.first, policy.open.contains(first.number),
      order.contains(where: { policy.closed.contains($0.number) })
    else { return nil }
    return cascade
  }

  /// The most that a cascade can cost: one open answer that is put aside, and one closed answer in its place.
  func cascadeHold(_ order: [Decision.RankedOffer]) -> NanoDollars? {
    var open = NanoDollars.zero
    var closed = NanoDollars.zero
    for offer in order {
      guard let worst = offer.worst.amount else { return nil }
      if policy.open.contains(offer.number) { open = max(open, worst) } else { closed = max(closed, worst) }
    }
    return open + closed
  }
}
