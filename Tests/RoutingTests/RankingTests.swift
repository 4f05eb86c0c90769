import Catalog
import Policy
import Routing
import Testing

@Suite("The order of offers")
struct RankingTests {
  private func order(_ request: RoutingRequest, providers: Set<ProviderID>? = nil) throws -> [OfferID] {
    SampleRouter.order(try SampleRouter.router(providers: providers).decide(request))
  }

  @Test("open: cheapest expected cost of this very request first")
  func open() throws {
    #expect(try order(SampleRouter.request(header: "crm")) == ["us/open@usco", "cn/open@cnco", "cn/open@usco"])
  }

  @Test("hybrid: open offers by price, then closed ones")
  func hybrid() throws {
    #expect(
      try order(SampleRouter.request(header: "work", maxOutputTokens: 500))
        == ["us/open@usco", "cn/open@cnco", "cn/open@usco", "us/small@usco"])
  }

  @Test("hybrid keeps one of the places for a closed offer")
  func escalation() throws {
    let text = SampleRouter.policyText.replacing("{id: work, ", with: "{id: work, max_fallbacks: 1, ")
    let decision = try SampleRouter.router(policy: text).decide(
      SampleRouter.request(header: "work", maxOutputTokens: 500))
    #expect(SampleRouter.order(decision) == ["us/open@usco", "us/small@usco"])
  }

  @Test("quality: the tier, then the newer model, whatever it costs")
  func quality() throws {
    #expect(try order(SampleRouter.request(header: "law")) == ["us/best@usco", "us/older@usco"])
    let text = SampleRouter.policyText.replacing("order: quality", with: "order: quality, prefer: [us/older]")
    let decision = try SampleRouter.router(policy: text).decide(SampleRouter.request(header: "law"))
    #expect(SampleRouter.order(decision) == ["us/older@usco", "us/best@usco"])
  }

  @Test("an offer without a price serves only where the policy says so, and only when none with a price can")
  func unknownPrice() throws {
    let priced = ["us/open@usco", "cn/open@cnco", "cn/open@usco"]
    #expect(try order(SampleRouter.request(header: "hobby", maxOutputTokens: 500)) == priced)
    let decision = try SampleRouter.router(providers: ["home"]).decide(SampleRouter.request(header: "hobby"))
    #expect(SampleRouter.order(decision) == ["us/open@home"])
    #expect(decision.hold == nil)
    #expect(decision.order.first?.expected.amount == nil)
    let refused = try SampleRouter.router(providers: ["home"]).decide(SampleRouter.request(header: "crm"))
    #expect(refused.order.isEmpty)
  }

  @Test("the hold is the worst case of the dearest offer that is tried")
  func hold() throws {
    let decision = try SampleRouter.router().decide(
      SampleRouter.request(header: "crm", maxOutputTokens: 1000, choices: 2))
    // 4,000 prompt tokens at 0.45 and two answers of 1,000 tokens at 1.50 dollars per million.
    #expect(decision.hold == NanoDollars(4000 * 450 + 2 * 1000 * 1500))
    #expect(decision.order.first?.expected == .known(NanoDollars(1000 * 200 + 2 * 100 * 200)))
    #expect(decision.maxOutputTokens == 1000)
  }

  @Test("a default answer length never rules out a model that was asked for by name")
  func defaultLimit() throws {
    let decision = try SampleRouter.router().decide(SampleRouter.request(header: "hobby", model: "us/open@usco"))
    #expect(decision.outcome == .serve)
    #expect(decision.maxOutputTokens == 2000)
  }

  @Test("a concrete model is served by its own offers only")
  func concrete() throws {
    #expect(try order(SampleRouter.request(header: "crm", model: "cn/open")) == ["cn/open@cnco", "cn/open@usco"])
    #expect(try order(SampleRouter.request(header: "crm", model: "cn/open@usco")) == ["cn/open@usco"])
    #expect(try order(SampleRouter.request(header: "crm", model: "cn/open", dataClass: "phi")) == ["cn/open@usco"])
  }

  @Test("fallbacks of embeddings stay with one model, whose vectors can be compared")
  func embeddings() throws {
    let request = SampleRouter.request(header: "crm", model: "auto", endpoint: .embeddings)
    #expect(try order(request) == ["cn/vectors@cnco", "cn/vectors@usco"])
  }

  @Test(
    "what a request needs rules offers out, with the reason",
    arguments: [
      (SampleRouter.request(header: "crm", needs: .tools), "us/open@usco", "capabilities"),
      (SampleRouter.request(header: "crm", promptTokens: 7500), "us/open@usco", "context_limit"),
      (SampleRouter.request(header: "crm", maxOutputTokens: 3000), "us/open@usco", "output_limit"),
      (SampleRouter.request(header: "crm", dataClass: "phi"), "cn/open@cnco", "no-cn-host"),
      (SampleRouter.request(header: "crm"), "us/best@usco", "crm/class"),
      (SampleRouter.request(header: "crm"), "us/vectors@usco", "endpoint"),
      (SampleRouter.request(header: "crm"), "us/open@home", "crm/allow_unknown_price"),
      (SampleRouter.request(header: "crm", unavailable: ["cn/open@usco"]), "cn/open@usco", "out_of_service"),
      (SampleRouter.request(header: "crm", model: "cn/open"), "us/open@usco", "requested_model"),
    ])
  func obstacles(request: RoutingRequest, offer: OfferID, rule: String) throws {
    let decision = try SampleRouter.router().decide(request)
    let candidate = try #require(decision.candidates.first { $0.offer == offer })
    #expect(!candidate.allowed)
    #expect(candidate.rule == rule)
    #expect(!candidate.reason.isEmpty)
    #expect(!SampleRouter.order(decision).contains(offer))
  }

  @Test("numbers without sense neither trap nor serve for nothing")
  func extremes() throws {
    let router = try SampleRouter.router()
    for tokens in [Int.min, -1, 0, .max] {
      var request = SampleRouter.request(header: "crm")
      request.promptTokens = tokens
      request.promptTokenBound = tokens
      request.maxOutputTokens = tokens
      request.choices = tokens
      let decision = router.decide(request)
      #expect(decision.candidates.count == SampleRouter.catalog.offers.count)
      if let hold = decision.hold { #expect(hold >= .zero) }
    }
  }
}
