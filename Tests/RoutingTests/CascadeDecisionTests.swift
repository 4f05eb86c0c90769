import Catalog
import Policy
import Routing
import Testing

@Suite("What a cascade changes in a decision")
struct CascadeDecisionTests {
  private func router(_ cascade: String, gates: String = "") throws -> Router {
    let text = SampleRouter.policyText.replacing("{id: work, ", with: "{id: work, cascade: {\(cascade)}, ") + gates
    return try SampleRouter.router(policy: text)
  }

  private func request(_ stream: Bool? = nil) -> RoutingRequest {
    var request = SampleRouter.request(header: "work", maxOutputTokens: 500)
    request.stream = stream
    return request
  }

  @Test("the order stays, and the hold covers an open answer that is put aside and the closed one after it")
  func hold() throws {
    let decision = try router("signals: [schema]").decide(request())
    #expect(
      SampleRouter.order(decision) == ["us/open@usco", "cn/open@cnco", "cn/open@usco", "us/small@usco"])
    #expect(decision.cascade?.signals == [.schema])
    // 4,000 prompt tokens and 500 of answer: at 0.45 and 1.50 for the dearest open one, 0.10 and 0.40 for the closed.
    #expect(decision.hold == NanoDollars(4000 * 450 + 500 * 1500 + 4000 * 100 + 500 * 400))
    let plain = try SampleRouter.router().decide(request())
    #expect(plain.cascade == nil)
    #expect(plain.hold == NanoDollars(4000 * 450 + 500 * 1500))
  }

  @Test("closed weights answer a stream where the policy says so, and nothing is put aside")
  func streams() throws {
    let closed = try router("signals: [schema], stream: closed")
    let streamed = closed.decide(request(true))
    #expect(SampleRouter.order(streamed) == ["us/small@usco", "us/older@usco", "us/best@usco", "us/open@usco"])
    #expect(streamed.cascade == nil)
    #expect(closed.decide(request(false)).cascade != nil)
    #expect(closed.decide(request(nil)).cascade != nil)
    var several = request(false)
    several.choices = 2
    #expect(SampleRouter.order(closed.decide(several)).first == "us/small@usco", "only one answer can be looked at")
    let held = try router("signals: [schema], stream: hold").decide(request(true))
    #expect(SampleRouter.order(held).first == "us/open@usco")
    #expect(held.cascade?.streaming == .hold)
  }

  @Test("without a closed offer to turn to there is no cascade")
  func nothingToTurnTo() throws {
    var request = request()
    request.unavailable = ["us/small@usco", "us/older@usco", "us/best@usco"]
    let decision = try router("signals: [schema]").decide(request)
    #expect(decision.outcome == .serve)
    #expect(decision.cascade == nil)
  }

  @Test("behind a closed gate there is no open answer to doubt; once it is open there is")
  func gated() throws {
    let router = try router(
      "signals: [schema], stream: closed",
      gates: "\ngates: [{use_case: work, incumbent: us/best, challenger: cn/open, checks: [schema]}]")
    #expect(router.decide(request()).cascade == nil)
    var open = request(false)
    open.openGates = [OpenGate(name: "work:cn/open", evidence: 1)]
    let decision = router.decide(open)
    #expect(SampleRouter.order(decision).prefix(3) == ["cn/open@cnco", "cn/open@usco", "us/best@usco"])
    #expect(decision.cascade != nil)
    open.stream = true
    #expect(SampleRouter.order(router.decide(open)).first == "us/best@usco")
  }

  @Test("the hold covers every sample and every vote")
  func asking() throws {
    let open = 4000 * 450 + 500 * 1500
    let closed = 4000 * 100 + 500 * 400
    let samples = try router("signals: [{agreement: {samples: 3, threshold: 1}}]").decide(request())
    #expect(samples.hold == NanoDollars(Int64(3 * open + closed)))
    #expect(samples.verifier == nil)
    // A question: its wording, the request's bound, the answer at eight bytes a token; 16 tokens of reply.
    let question = VerifierSize.promptTokens(bound: 4000, maxOutputTokens: 500)
    #expect(question == 1536 + 4000 + 8 * 500)
    let asked = try router("signals: [{verifier: {model: us/best, votes: 2, threshold: 0.5}}]").decide(request())
    #expect(asked.verifier.map { SampleRouter.catalog.offers[$0.number].id } == "us/best@usco")
    #expect(asked.hold == NanoDollars(Int64(open + closed + 2 * (question * 10_000 + 16 * 50_000))))
    let own = try router("signals: [{verifier: {threshold: 0.5}}]").decide(request())
    #expect(own.verifier == nil)
    #expect(own.hold == NanoDollars(Int64(open + closed + question * 450 + 16 * 1500)))
  }

  @Test("a verifier is the cheapest offer of its model that may see the request, whatever its tier or gate")
  func verifier() throws {
    let router = try router("signals: [{verifier: {model: cn/open, threshold: 0.5}}]")
    func chosen(_ request: RoutingRequest) -> String? {
      router.decide(request).verifier.map { SampleRouter.catalog.offers[$0.number].id }
    }
    #expect(chosen(request()) == "cn/open@cnco")
    var health = request()
    health.dataClass = "phi"
    #expect(chosen(health) == "cn/open@usco", "the law keeps the data from the cheaper host")
    health.unavailable = ["cn/open@usco"]
    #expect(router.decide(health).cascade != nil)
    #expect(chosen(health) == nil)
    #expect(router.decide(health).hold != nil)
    let digests = try ["us/best", "us/older"].map { model in
      try self.router("signals: [{verifier: {model: \(model), threshold: 0.5}}]").decide(request()).digest
    }
    #expect(digests[0] != digests[1])
  }
}
