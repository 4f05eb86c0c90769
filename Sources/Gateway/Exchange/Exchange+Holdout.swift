import Routing

extension Exchange {
  /// A request and its decision once the lot of the gate's hold-out is drawn; nil where there is none to draw, as for
  /// nearly all requests.
  ///
  /// The lot is the conversation's own, drawn before anything is sent. Without the sampling's secret nothing is drawn and
  /// the challenger serves, for certain.
  func drawingLot(_ routed: RoutedRequest) -> RoutedRequest? {
    guard routed.decision.wantsLot, let name = routed.decision.gate?.name, let outline,
      let (sampling, _) = worker.core.shadow.sampler()
    else { return nil }
    let lot = sampling.lot(unit: unit(outline, sampling), gate: name)
    var request = routed.request
    request.openGates = routed.decision.openGates?.map { gate in
      gate.name == name ? OpenGate(name: name, evidence: gate.evidence, lot: lot) : gate
    }
    return RoutedRequest(request, snapshot.router.decide(request))
  }
}
