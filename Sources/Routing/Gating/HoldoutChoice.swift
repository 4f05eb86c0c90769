internal import Catalog
internal import Policy

/// What a gate's hold-out makes of a request that the challenger would serve.
///
/// Only the incumbent and a challenger whose gate is open are ever chosen between by lot: nobody meets a model that has
/// not earned the use case.
struct HoldoutChoice {
  /// What the lot decided; nil when there was none, or nothing to decide.
  var holdout: Decision.Gate.Holdout?
  /// True when a lot would have to be drawn first.
  var wantsLot = false
}

extension RoutingTables {
  /// The order of a request's offers, with what a hold-out made of it.
  ///
  /// Both orders are made wherever there is a lot: it counts as a choice only where either side would have come first.
  func rankWithHoldout(
    _ request: RoutingRequest, _ placement: Placement, _ gating: inout Gating?
  ) -> (ranking: Ranking, choice: HoldoutChoice?) {
    let ranking = rankWithinModel(request, placement, gating)
    guard let open = gating, let first = ranking.offers.first?.number, open.challengers.contains(first),
      let gate = open.tried(ranking.offers), gate.gate.holdoutPPM > 0
    else { return (ranking, nil) }
    guard let lot = open.open.first(where: { $0.name == gate.name })?.lot else {
      return (ranking, HoldoutChoice(wantsLot: true))
    }
    var held = open
    held.heldOut = gate
    let other = rank(request, placement, held)
    guard let instead = other.offers.first?.number, open.incumbent.contains(instead) else { return (ranking, nil) }
    let choice = HoldoutChoice(holdout: .init(lot: lot, sharePPM: gate.gate.holdoutPPM))
    guard choice.holdout?.isHeldOut == true else { return (ranking, choice) }
    gating = held
    return (other, choice)
  }
}
