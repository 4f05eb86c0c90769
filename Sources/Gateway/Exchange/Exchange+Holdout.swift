import Routing

extension Exchange {
  /// A request and its decision once the lot of the gate's hold-out is drawn; the same as before for nearly all requests.
  ///
  /// The lot is the conversation's own, drawn before anything is sent. Without the sampling's secret nothing is drawn and
  /// the challenger serves, for certain.
  func drawingLot(_ request: RoutingRequest, _ decision: Decision) -> (RoutingRequest, Decision) {
    guard decision.wantsLot, let name = decision.gate?.name, let outline,
      let (sampling, _) = worker.core.shadow.sampler()
    else { return (request, decision) }
    let lot = sampling.lot(unit: unit(outline, sampling), gate: name)
    var request = request
    request.openGates = decision.openGates?.map { gate in
      gate.name == name ? OpenGate(name: name, evidence: gate.evidence, lot: lot) : gate
    }
    return (request, snapshot.router.decide(request))
  }
}
