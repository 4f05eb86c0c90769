internal import Catalog

/// An offer, or a model on machines of one's own, that policy lets serve and that has a price.
struct Candidate {
  enum Place {
    case offer(Offer, TokenPrice)
    case ownMachines(SelfHosting, SelfHosting.Plan)
  }

  var model: Model
  var place: Place
  /// US dollars of tokens per request, if the model makes as many tokens of a text as today's.
  var tokens: Double
  /// Whether another maker's model serves today, so that the number of tokens is uncertain.
  var isElsewhere: Bool

  var isOpen: Bool { model.weights == .open }
  var label: String {
    switch place {
    case .offer(let offer, _): offer.id
    case .ownMachines(let hosting, let plan): "\(hosting.model) on \(plan.gpus) × \(hosting.gpu)"
    }
  }
  var optionClass: OptionClass {
    switch place {
    case .offer: isOpen ? .open : .closed
    case .ownMachines: .selfHosted
    }
  }

  /// US dollars per request where tokens may be more elsewhere; rent does not depend on the number of tokens.
  func dollars(_ point: BeliefPoint) -> Double {
    guard case .offer = place, isElsewhere else { return tokens }
    return tokens * (point[.tokensElsewhere] ?? 1)
  }
}
