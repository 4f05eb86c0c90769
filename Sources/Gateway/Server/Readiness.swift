import Assessment
import Catalog
import Dialects
import Ledger
import Policy
import Synchronization

/// Whether requests can be served, and what is not at its best.
struct Readiness {
  let isReady: Bool
  let body: [UInt8]

  /// How things stand; without details only whether requests can be served.
  init(_ core: GatewayCore, isDetailed: Bool) {
    let snapshot = core.snapshot
    let open = core.breakers.open
    let draining = core.draining.load(ordering: .relaxed)
    let trouble = core.ledger.trouble
    isReady = !snapshot.upstreams.isEmpty && !draining && trouble == nil
    guard isDetailed else {
      body = Array("{\"status\":\"\(isReady ? "ready" : "not ready")\"}".utf8)
      return
    }
    var reasons: [JSONValue] = []
    if snapshot.upstreams.isEmpty {
      reasons.append(.string("no upstream is configured; set a provider's key or write steelyard.yaml"))
    }
    if let trouble { reasons.append(.string("the ledger cannot write: \(trouble)")) }
    if draining { reasons.append(.string("shutting down")) }
    var bytes: [UInt8] = []
    JSONValue.object([
      ("status", .string(isReady ? "ready" : "not ready")),
      ("reasons", .array(reasons)),
      ("warnings", .array(snapshot.warnings.map { .string($0) })),
      ("version", .string(SteelyardVersion.current)),
      ("upstreams", .array(snapshot.upstreams.map { .string($0.provider) })),
      ("breakers_open", .array(open.map { .string($0) })),
      ("assessor", .string(snapshot.assessor.version)),
      ("assessor_stages", .array([.string("lexical")] + (core.encoder.name == nil ? [] : [.string("encoder")]))),
      ("encoder", .string(Self.encoder(core))),
      ("catalog", .string(snapshot.basis.catalog.hash)),
      ("policy", .string(snapshot.basis.policy.hash)),
      ("shadow", Self.shadow(core)),
      ("in_flight", .number("\(core.places.taken)")),
    ]).write(into: &bytes)
    body = bytes
  }

  /// What became of requests of gated use cases, and how the gates stand; null while nothing is looked at.
  private static func shadow(_ core: GatewayCore) -> JSONValue {
    guard core.shadow.isOn else { return .null }
    let money = core.shadow.money.standing(at: .now())
    return .object([
      ("counts", core.shadow.counts.json),
      ("spent_today_nanousd", .number("\(money.spent.amount)")), ("held_nanousd", .number("\(money.held.amount)")),
      (
        "gates",
        .object(core.shadow.desk.all.map { ($0.gate.name, .string("\($0.state)")) })
      ),
      (
        "gates_not_believed",
        .object(core.shadow.desk.problems.map { ($0.name, .string($0.message)) })
      ),
    ])
  }

  /// The encoder's name, or why words judge alone.
  private static func encoder(_ core: GatewayCore) -> String {
    guard let name = core.encoder.name else { return core.encoder.problem ?? "loading" }
    let trained = core.snapshot.assessor.model.description.encoder
    return name == trained ? name : "\(name) is not asked: the model was trained with \(trained ?? "none")"
  }
}
