import Assessment
import Catalog
import Foundation
import Policy
import Routing
import Testing

/// Random requests against the sample policy; a failure prints its seed.
@Suite("Properties of every decision")
struct DecisionPropertyTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      // SplitMix64.
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      return mixed ^ (mixed >> 31)
    }
  }

  private static func request(_ random: inout Generator) -> RoutingRequest {
    func pick<Value>(_ values: [Value], _ random: inout Generator) -> Value? {
      Bool.random(using: &random) ? values.randomElement(using: &random) : nil
    }
    let useCases = ["law", "health", "review", "crm", "work", "hobby", "other", "LEGAL", "typo"]
    let domains = ["law", "health", "review", "nuclear"]
    let certainties: [Certainty] = [.doubt, .certain]
    let pin = pick(domains, &random).map { ($0, certainties.randomElement(using: &random) ?? .doubt) }
    let domain = pick(["crm", "work", "law"], &random).map { ($0, certainties.randomElement(using: &random) ?? .doubt) }
    let models = [
      "auto", "steelyard/crm", "steelyard/law", "us/best", "cn/open", "us/open@usco", "us/small", "nothing",
    ]
    var request = SampleRouter.request(
      header: pick(useCases, &random), key: pick(useCases, &random), model: pick(models, &random),
      metadata: pick(useCases, &random), pin: pin, domain: domain, tenant: pick(["school", "firm"], &random),
      dataClass: pick(["phi"], &random), endpoint: Int.random(in: 0..<8, using: &random) == 0 ? .embeddings : .chat,
      needs: Bool.random(using: &random) ? .tools : [], promptTokens: Int.random(in: 0...120_000, using: &random),
      maxOutputTokens: pick([1, 500, 5000], &random), choices: Int.random(in: 1...3, using: &random),
      unavailable: SampleRouter.catalog.offers.map(\.id).filter { _ in Int.random(in: 0..<5, using: &random) == 0 })
    let gates = ["work:cn/open", "work:us/open", "work@firm:cn/open", "law@school:cn/open"]
    let open = gates.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
    let lot = [0, OpenGate.lots / 4, OpenGate.lots - 1].randomElement(using: &random)
    request.openGates = open.isEmpty ? nil : open.map { OpenGate(name: $0, evidence: 3, lot: lot) }
    request.stream = pick([true, false], &random)
    return request
  }

  /// The sample policy, and the same with gates and cascades.
  private static let policies = [SampleRouter.policyText, gated]

  private static let gated =
    SampleRouter.policyText
    .replacing("{id: other, ", with: "{id: other, cascade: {signals: [schema], stream: closed}, ")
    .replacing("{id: work, ", with: "{id: work, cascade: {signals: [refusal]}, ") + """

      gates:
        - {use_case: work, incumbent: us/best, challenger: cn/open, checks: [schema], holdout: 0.4}
        - {use_case: work, incumbent: us/best, challenger: us/open, checks: [schema], holdout: 0.2}
        - {use_case: work, tenant: firm, incumbent: us/best, challenger: cn/open, checks: [schema]}
        - {use_case: law, tenant: school, incumbent: us/best, challenger: cn/open, checks: [schema]}
      """

  private func forEachRequest(_ seed: UInt64, _ body: (RoutingRequest, Decision, Router) throws -> Void) throws {
    for policy in Self.policies {
      let router = try SampleRouter.router(policy: policy)
      var random = Generator(state: seed)
      for _ in 0..<1500 {
        let request = Self.request(&random)
        try body(request, router.decide(request), router)
      }
    }
  }

  @Test("a pinned request is tried on closed weights only", arguments: [11, 12, 13] as [UInt64])
  func pinnedIsClosed(seed: UInt64) throws {
    var pinned = 0
    try forEachRequest(seed) { _, decision, router in
      guard decision.pinned else { return }
      pinned += 1
      #expect(decision.modelClass == .closed && decision.stakes >= .high, "seed \(seed)")
      for offer in decision.order {
        let model = router.catalog.model(router.catalog.offers[offer.number].model)
        #expect(model?.weights == .closed, "seed \(seed)")
      }
    }
    #expect(pinned > 100)
  }

  @Test("a closed class is never served by open weights, nor an open one by closed", arguments: [21, 22] as [UInt64])
  func classHolds(seed: UInt64) throws {
    try forEachRequest(seed) { _, decision, router in
      for offer in decision.order {
        let weights = router.catalog.model(router.catalog.offers[offer.number].model)?.weights
        if decision.modelClass == .closed { #expect(weights == .closed, "seed \(seed)") }
        if decision.modelClass == .open { #expect(weights == .open, "seed \(seed)") }
      }
    }
  }

  @Test("no text ever lowers the stakes", arguments: [31, 32, 33] as [UInt64])
  func textNeverLowers(seed: UInt64) throws {
    try forEachRequest(seed) { request, decision, router in
      var silent = request
      silent.verdict?.pin = nil
      silent.verdict?.pinCertainty = .none
      #expect(decision.stakes >= router.decide(silent).stakes, "seed \(seed)")
      guard request.headerUseCase ?? request.keyUseCase ?? request.metadataUseCase != nil else { return }
      silent.verdict = nil
      #expect(decision.stakes >= router.decide(silent).stakes, "seed \(seed)")
    }
  }

  @Test("the same request gives the same decision, also after a trip through JSON", arguments: [41, 42] as [UInt64])
  func reproducible(seed: UInt64) throws {
    try forEachRequest(seed) { request, decision, router in
      var kept = request
      kept.openGates = decision.openGates
      let copy = try JSONDecoder().decode(RoutingRequest.self, from: JSONEncoder().encode(kept))
      #expect(copy == kept)
      let again = Router(catalog: router.catalog, policy: router.policy, providers: nil).decide(copy)
      #expect(again.digest == decision.digest, "seed \(seed)")
      #expect(again.order == decision.order && again.outcome == decision.outcome)
      #expect(again.candidates == decision.candidates)
    }
  }

  @Test("the reasons that are shown agree with what is tried", arguments: [51, 52] as [UInt64])
  func explanationAgrees(seed: UInt64) throws {
    try forEachRequest(seed) { request, decision, router in
      switch decision.outcome {
      case .unknownModel, .unknownUseCase: return
      default: break
      }
      let candidates = decision.candidates
      let tried = SampleRouter.order(decision)
      for candidate in candidates {
        #expect((candidate.rank != nil) == tried.contains(candidate.offer))
        if candidate.rank != nil { #expect(candidate.allowed, "seed \(seed), \(candidate)") }
      }
      #expect(candidates.contains(where: \.allowed) == !tried.isEmpty, "seed \(seed), \(decision.outcome)")
      #expect(tried.isEmpty == (decision.outcome != .serve))
    }
  }

  @Test("nothing else that could serve is cheaper than the first", arguments: [61, 62] as [UInt64])
  func cheapestFirst(seed: UInt64) throws {
    try forEachRequest(seed) { request, decision, router in
      guard ["crm", "work", "other", "hobby"].contains(decision.useCase), request.endpoint == .chat,
        let first = decision.order.first?.expected.amount, decision.gate == nil
      else { return }
      let firstOffer = router.catalog.offers[decision.order[0].number]
      let weights = router.catalog.model(firstOffer.model)?.weights
      for candidate in decision.candidates where candidate.allowed {
        guard let number = router.catalog.offerNumber(candidate.offer), let cost = candidate.expected?.amount,
          router.catalog.model(router.catalog.offers[number].model)?.weights == weights
        else { continue }
        #expect(first <= cost, "seed \(seed)")
      }
    }
  }

  @Test("what is held covers the worst case of each offer that is tried", arguments: [71] as [UInt64])
  func holdCovers(seed: UInt64) throws {
    try forEachRequest(seed) { _, decision, router in
      guard let hold = decision.hold else { return }
      for offer in decision.order {
        #expect(offer.worst.amount.map { $0 <= hold } == true)
        if let expected = offer.expected.amount { #expect(expected <= hold) }
      }
      guard decision.cascade != nil else { return }
      // One open answer may be put aside for a closed one.
      for left in decision.order {
        for right in decision.order where isOpen(left, router) && !isOpen(right, router) {
          #expect((left.worst.amount ?? .zero) + (right.worst.amount ?? .zero) <= hold)
        }
      }
    }
  }

  private func isOpen(_ offer: Decision.RankedOffer, _ router: Router) -> Bool {
    router.catalog.model(router.catalog.offers[offer.number].model)?.weights == .open
  }

  @Test("nothing that has not earned it serves a use case with gates", arguments: [81, 82] as [UInt64])
  func gatesHold(seed: UInt64) throws {
    var gated = 0
    var drawn = 0
    try forEachRequest(seed) { request, decision, router in
      guard let gate = decision.gate else { return }
      gated += 1
      let open = (request.openGates ?? []).map(\.name)
      #expect(gate.isOpen == open.contains(gate.name), "seed \(seed)")
      for offer in decision.order where isOpen(offer, router) {
        let model = router.catalog.offers[offer.number].model
        let scope = decision.useCase + (gate.name.contains("@") ? "@\(request.tenant ?? "")" : "")
        #expect(open.contains("\(scope):\(model)"), "seed \(seed), \(gate), \(model)")
      }
      if let holdout = gate.holdout {
        drawn += 1
        #expect(gate.isOpen && holdout.isHeldOut == (SampleRouter.order(decision).first == "us/best@usco"))
      }
      // The incumbent serves before any other that has not earned its place.
      let order = SampleRouter.order(decision)
      if let incumbent = order.firstIndex(of: "us/best@usco") {
        #expect(order[..<incumbent].allSatisfy { $0.hasPrefix("cn/open") || $0.hasPrefix("us/open") }, "seed \(seed)")
      }
    }
    #expect(gated > 100 && drawn > 0)
  }
}
