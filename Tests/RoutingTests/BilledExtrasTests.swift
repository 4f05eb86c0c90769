import Catalog
import Policy
import Routing
import Testing

@Suite("Requests for tiers and for tools that the provider runs")
struct BilledExtrasTests {
  private static func catalog() -> Catalog {
    var offers = SampleRouter.catalog.offers
    for number in offers.indices where offers[number].id == "us/small@usco" || offers[number].id == "us/best@usco" {
      var prices = offers[number].prices
      let base = prices[0].base
      prices[0].variants = [PriceVariant(tier: .priority, card: base.scaled(ppm: 2_000_000))]
      offers[number].prices = prices
      offers[number].toolFees = [
        ToolFee(tool: .webSearch, perUse: NanoDollars(10_000_000), citation: prices[0].citation)
      ]
    }
    return Catalog(models: SampleRouter.catalog.models, providers: SampleRouter.catalog.providers, offers: offers)
  }

  private func router() throws -> Router {
    let catalog = Self.catalog()
    return Router(
      catalog: catalog, policy: try Policy.load(text: SampleRouter.policyText, file: "policy.yaml", catalog: catalog),
      providers: nil)
  }

  @Test("a tier raises expected cost and hold, and is part of the decision's fingerprint")
  func tier() throws {
    let router = try router()
    var request = SampleRouter.request(header: "law", model: "us/best", maxOutputTokens: 500)
    let standard = router.decide(request)
    request.serviceTier = "priority"
    let priority = router.decide(request)
    let (one, two) = (try #require(standard.hold), try #require(priority.hold))
    #expect(two.amount == one.amount * 2)
    #expect(priority.order[0].expected.amount?.amount == (standard.order[0].expected.amount?.amount ?? 0) * 2)
    #expect(priority.digest != standard.digest && router.holdObstacle(priority, request) == nil)
    request.serviceTier = "auto"
    #expect(router.decide(request).hold == two)
  }

  @Test("a tier without a price makes the hold unknown and says which field asks for it")
  func unpricedTier() throws {
    let router = try router()
    var request = SampleRouter.request(header: "law", model: "us/best", maxOutputTokens: 500)
    for (word, field) in [("flex", "service_tier"), ("speed:fast", "speed"), ("geo:us", "inference_geo")] {
      request.serviceTier = word
      let decision = router.decide(request)
      let obstacle = try #require(router.holdObstacle(decision, request))
      #expect(decision.outcome == .serve && decision.hold == nil)
      #expect(obstacle == .tier(word, offer: "us/best@usco") && obstacle.field == field)
      #expect(obstacle.reason.contains("'\(field)' asks for \(word)"))
    }
  }

  @Test("tools of the provider's are held with their fees, or named as what has no price")
  func tools() throws {
    let router = try router()
    var request = SampleRouter.request(header: "law", model: "us/best", maxOutputTokens: 500)
    let plain = try #require(router.decide(request).hold)
    request.serverTools = [ServerToolUse(.webSearch, count: 2)]
    let searching = try #require(router.decide(request).hold)
    #expect(searching.amount >= plain.amount + 20_000_000)
    request.serverTools = [ServerToolUse(.webSearch, count: 2), ServerToolUse(.fileSearch, count: 1)]
    let obstacle = router.holdObstacle(router.decide(request), request)
    #expect(obstacle == .tool(.fileSearch, offer: "us/best@usco") && obstacle?.field == "tools")
    #expect(obstacle?.reason.contains("file_search") == true)
  }

  @Test("where a cap must cover the request, offers without a price are tried only when no other is left")
  func capped() throws {
    let router = try router()
    var request = SampleRouter.request(header: "work", maxOutputTokens: 500)
    request.serviceTier = "priority"
    #expect(SampleRouter.order(router.decide(request)).first == "us/open@usco")
    request.isCapped = true
    #expect(SampleRouter.order(router.decide(request)) == ["us/small@usco", "us/best@usco"])
    request.serviceTier = "flex"
    #expect(router.decide(request).outcome == .serve && router.decide(request).hold == nil)
  }

  @Test("a provider of another dialect is not asked for the tier, so standard is what it costs there")
  func otherDialect() throws {
    let router = try router()
    var request = SampleRouter.request(header: "law", model: "us/best", maxOutputTokens: 500)
    request.wireDialect = .anthropic
    let standard = router.decide(request)
    request.serviceTier = "flex"
    #expect(router.decide(request).hold == standard.hold)
  }

  @Test("the reply's own word counts before the one that was asked")
  func served() throws {
    let router = try router()
    var request = SampleRouter.request(header: "law", model: "us/best")
    request.serviceTier = "priority"
    let number = try #require(router.catalog.offerNumber("us/best@usco"))
    let usage = TokenUsage(input: 1_000)
    func cost(_ served: String?, _ uses: [ServerToolUse] = []) -> Int64? {
      router.cost(number, of: usage, for: request, served: served, uses: uses).amount?.amount
    }
    #expect(cost("standard") == 10_000_000 && cost(nil) == 20_000_000 && cost("priority") == 20_000_000)
    #expect(cost("scale") == nil)
    #expect(cost("standard", [ServerToolUse(.webSearch, count: 1)]) == 20_000_000)
  }

  @Test("what a provider adds to every request is held for the model that serves, not for the worst of all")
  func preamble() throws {
    let router = try router()
    var request = SampleRouter.request(header: "law", model: "us/best", promptTokens: 16, maxOutputTokens: 1_024)
    request.promptTokenBound = 72
    request.hasInstructions = false
    let number = try #require(router.catalog.offerNumber("us/best@usco"))
    #expect(router.promptBound(number, for: request) == 136)
    #expect(router.decide(request).hold == NanoDollars(136 * 10_000 + 1_024 * 50_000))
    request.hasInstructions = nil
    #expect(router.promptBound(number, for: request) == 72)
  }
}
