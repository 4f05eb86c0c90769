import Assessment
import Catalog
import Foundation
import Policy
import Routing
import Testing

@Suite("Hold-outs of open gates")
struct HoldoutTests {
  static let gates = """

    gates:
      - {use_case: work, incumbent: us/best, challenger: cn/open, checks: [schema], holdout: 0.25}
      - {use_case: work, incumbent: us/best, challenger: us/open@usco, checks: [schema]}
      - {use_case: other, incumbent: us/best, challenger: us/open@usco, checks: [schema]}
    """
  static let gate = "work:cn/open"

  private func router(_ gates: String = Self.gates, providers: Set<ProviderID>? = nil) throws -> Router {
    try SampleRouter.router(providers: providers, policy: SampleRouter.policyText + gates)
  }

  private func request(
    _ header: String = "work", lot: Int?, open: [String] = [Self.gate], model: String? = nil,
    pin: (String, Certainty)? = nil, unavailable: [OfferID] = []
  ) -> RoutingRequest {
    var request = SampleRouter.request(
      header: header, model: model, pin: pin, maxOutputTokens: 500, unavailable: unavailable)
    request.openGates = open.map { OpenGate(name: $0, evidence: 7, lot: $0 == Self.gate ? lot : nil) }
    return request
  }

  private static let quarter = OpenGate.lots / 4

  @Test("a lot below the share has the incumbent serve, any other the challenger, each with its chance on record")
  func sides() throws {
    let router = try router()
    for lot in [0, Self.quarter - 1] {
      let held = router.decide(request(lot: lot))
      #expect(
        SampleRouter.order(held) == ["us/best@usco", "cn/open@cnco", "cn/open@usco", "us/small@usco"],
        "what has earned the use case stands in before all others")
      #expect(held.gate?.name == Self.gate && held.gate?.evidence == 7 && held.gate?.isOpen == true)
      #expect(held.gate?.holdout?.isHeldOut == true && held.gate?.propensityPPM == 250_000)
    }
    for lot in [Self.quarter, OpenGate.lots - 1] {
      let served = router.decide(request(lot: lot))
      #expect(SampleRouter.order(served) == SampleRouter.order(router.decide(request(lot: nil))))
      #expect(SampleRouter.order(served).first == "cn/open@cnco")
      #expect(served.gate?.holdout?.isHeldOut == false && served.gate?.propensityPPM == 750_000)
    }
  }

  @Test("a lot is asked for only where the decision hangs on it")
  func wanted() throws {
    let router = try router()
    let silent = router.decide(request(lot: nil))
    #expect(silent.wantsLot && silent.gate?.propensityPPM == 1_000_000)
    #expect(!router.decide(request(lot: 5)).wantsLot)
    // Closed, without a hold-out, of another use case, out of every gate's reach.
    #expect(!router.decide(request(lot: nil, open: [])).wantsLot)
    #expect(!router.decide(request(lot: nil, open: ["work:us/open@usco"])).wantsLot)
    #expect(!router.decide(request("other", lot: nil, open: ["other:us/open@usco"])).wantsLot)
    #expect(!router.decide(request(lot: nil, pin: ("law", .certain))).wantsLot)
  }

  @Test("a lot changes nothing, and is no choice, where only one side can serve")
  func oneSided() throws {
    let router = try router()
    let incumbentDown = router.decide(request(lot: 0, unavailable: ["us/best@usco"]))
    #expect(SampleRouter.order(incumbentDown).first == "cn/open@cnco")
    #expect(incumbentDown.gate?.holdout == nil && incumbentDown.gate?.propensityPPM == 1_000_000)
    let challengerDown = router.decide(request(lot: 0, unavailable: ["cn/open@cnco", "cn/open@usco"]))
    #expect(SampleRouter.order(challengerDown).first == "us/best@usco")
    #expect(challengerDown.gate?.holdout == nil)
    for (model, first) in [("cn/open", "cn/open@cnco"), ("us/best", "us/best@usco")] {
      let named = router.decide(request(lot: 0, model: model))
      #expect(SampleRouter.order(named).first == first && named.gate?.holdout == nil)
    }
  }

  @Test("of several open gates that of the challenger that would serve draws, and no other challenger takes its place")
  func several() throws {
    let both = [Self.gate, "work:us/open@usco"]
    // The cheaper challenger has no hold-out.
    let cheaper = try router().decide(request(lot: 0, open: both))
    #expect(SampleRouter.order(cheaper).first == "us/open@usco" && cheaper.gate?.holdout == nil)
    let other = Self.gates.replacing(", holdout: 0.25", with: "")
      .replacing(
        "us/open@usco, checks: [schema]}\n  - {use_case: other",
        with: "us/open@usco, checks: [schema], holdout: 0.5}\n  - {use_case: other")
    var asked = request(lot: nil, open: both)
    asked.openGates = both.map { OpenGate(name: $0, evidence: 1, lot: 1) }
    let held = try router(other).decide(asked)
    #expect(SampleRouter.order(held).first == "us/best@usco")
    #expect(held.gate?.name == "work:us/open@usco" && held.gate?.propensityPPM == 500_000)
  }

  @Test("who is held out at one share is at every larger one, and nobody at none")
  func nested() throws {
    let shares = [0, 0.1, 0.3, 0.5]
    let routers = try shares.map { try router(Self.gates.replacing("0.25", with: "\($0)")) }
    for lot in stride(from: 0, to: OpenGate.lots, by: OpenGate.lots / 40) {
      let held = routers.map { $0.decide(request(lot: lot)).gate?.holdout?.isHeldOut == true }
      let expected = shares.map { Double(lot) < $0 * Double(OpenGate.lots) }
      #expect(held == expected, "\(lot)")
    }
  }

  @Test(
    "a decision with a lot is the same again from what it kept, through JSON as well, and its digest tells the sides")
  func replay() throws {
    let router = try router()
    var digests: Set<UInt64> = []
    for lot in [nil, 3, OpenGate.lots - 1] {
      let request = request(lot: lot, open: [Self.gate, "hobby:x"])
      let decision = router.decide(request)
      var kept = request
      kept.openGates = decision.openGates
      let copy = try JSONDecoder().decode(RoutingRequest.self, from: JSONEncoder().encode(kept))
      let again = router.decide(copy)
      #expect(again.digest == decision.digest && again.gate == decision.gate && again.order == decision.order)
      digests.insert(decision.digest)
    }
    #expect(digests.count == 3)
  }

  @Test("a gate without a hold-out decides and digests as if no lot were there")
  func without() throws {
    let router = try router(GatingTests.gates)
    #expect(router.decide(request(lot: 1)).digest == router.decide(request(lot: nil)).digest)
    #expect(router.decide(request(lot: 1)).gate?.holdout == nil)
  }
}
