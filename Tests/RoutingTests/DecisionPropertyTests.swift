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
    return SampleRouter.request(
      header: pick(useCases, &random), key: pick(useCases, &random), model: pick(models, &random),
      metadata: pick(useCases, &random), pin: pin, domain: domain, tenant: pick(["school", "firm"], &random),
      dataClass: pick(["phi"], &random), endpoint: Int.random(in: 0..<8, using: &random) == 0 ? .embeddings : .chat,
      needs: Bool.random(using: &random) ? .tools : [], promptTokens: Int.random(in: 0...120_000, using: &random),
      maxOutputTokens: pick([1, 500, 5000], &random), choices: Int.random(in: 1...3, using: &random),
      unavailable: SampleRouter.catalog.offers.map(\.id).filter { _ in Int.random(in: 0..<5, using: &random) == 0 })
  }

  private func forEachRequest(_ seed: UInt64, _ body: (RoutingRequest, Decision, Router) throws -> Void) throws {
    let router = try SampleRouter.router()
    var random = Generator(state: seed)
    for _ in 0..<1500 {
      let request = Self.request(&random)
      try body(request, router.decide(request), router)
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
    let other = try SampleRouter.router()
    try forEachRequest(seed) { request, decision, _ in
      let copy = try JSONDecoder().decode(RoutingRequest.self, from: JSONEncoder().encode(request))
      #expect(copy == request)
      let again = other.decide(copy)
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
        let first = decision.order.first?.expected.amount
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
    try forEachRequest(seed) { _, decision, _ in
      guard let hold = decision.hold else { return }
      for offer in decision.order {
        #expect(offer.worst.amount.map { $0 <= hold } == true)
        if let expected = offer.expected.amount { #expect(expected <= hold) }
      }
    }
  }
}
