import Assessment
import Catalog
import Dialects
import Synchronization

/// Whether requests can be served, and what is not at its best.
struct Readiness {
  let isReady: Bool
  let body: [UInt8]

  init(_ core: GatewayCore) {
    let snapshot = core.snapshot
    let shut = core.breakers.shut(Timestamp.now().milliseconds)
    let draining = core.draining.load(ordering: .relaxed)
    isReady = !snapshot.upstreams.isEmpty && !draining
    var reasons: [JSONValue] = []
    if snapshot.upstreams.isEmpty {
      reasons.append(.string("no upstream is configured; set a provider's key or write steelyard.yaml"))
    }
    if draining { reasons.append(.string("shutting down")) }
    var bytes: [UInt8] = []
    JSONValue.object([
      ("status", .string(isReady ? "ready" : "not ready")),
      ("reasons", .array(reasons)),
      ("version", .string(SteelyardVersion.current)),
      ("upstreams", .array(snapshot.upstreams.map { .string($0.provider) })),
      ("breakers_open", .array(shut.map { .string($0) })),
      ("assessor", .string(snapshot.assessor.version)),
      ("assessor_stages", .array([.string("lexical")] + (core.encoder.name == nil ? [] : [.string("encoder")]))),
      ("encoder", .string(Self.encoder(core))),
      ("catalog", .string(snapshot.basis.catalog.hash)),
      ("policy", .string(snapshot.basis.policy.hash)),
      ("in_flight", .number("\(core.inFlight.load(ordering: .relaxed))")),
    ]).write(into: &bytes)
    body = bytes
  }

  /// The encoder's name, or why words judge alone.
  private static func encoder(_ core: GatewayCore) -> String {
    guard let name = core.encoder.name else { return core.encoder.problem ?? "loading" }
    let trained = core.snapshot.assessor.model.description.encoder
    return name == trained ? name : "\(name) is not asked: the model was trained with \(trained ?? "none")"
  }
}
