import Assessment
import Catalog
import Foundation
import Policy
import Routing
import Testing

@Suite("Gates")
struct GatingTests {
  static let gates = """

    gates:
      - {use_case: work, incumbent: us/best, challenger: cn/open, checks: [schema]}
      - {use_case: work, incumbent: us/best, challenger: us/open@usco, checks: [schema]}
      - {use_case: work, tenant: acme, incumbent: us/older, challenger: cn/open@usco, checks: [schema]}
    """

  private func router(_ gates: String = Self.gates, providers: Set<ProviderID>? = nil) throws -> Router {
    try SampleRouter.router(providers: providers, policy: SampleRouter.policyText + gates)
  }

  private func request(
    _ header: String = "work", model: String? = nil, pin: (String, Certainty)? = nil, tenant: String? = nil,
    endpoint: RoutingRequest.Endpoint = .chat, open: [String]? = nil, unavailable: [OfferID] = []
  ) -> RoutingRequest {
    var request = SampleRouter.request(
      header: header, model: model, pin: pin, tenant: tenant, endpoint: endpoint, maxOutputTokens: 500,
      unavailable: unavailable)
    request.openGates = open?.enumerated().map { OpenGate(name: $1, evidence: $0 + 7) }
    return request
  }

  @Test("while its gates are closed the incumbent serves, then other closed weights, and no open ones")
  func closed() throws {
    let decision = try router().decide(request())
    #expect(SampleRouter.order(decision) == ["us/best@usco", "us/small@usco", "us/older@usco"])
    #expect(decision.gate == Decision.Gate(name: "work:cn/open", evidence: nil))
    #expect(decision.gate?.isOpen == false)
    #expect(decision.openGates == nil)
    let reasons = Dictionary(uniqueKeysWithValues: decision.candidates.map { ($0.offer, $0) })
    #expect(reasons["cn/open@cnco"]?.rule == "gate/work:cn/open")
    #expect(reasons["us/open@usco"]?.rule == "gate/work:us/open@usco")
    #expect(reasons["us/open@usco"]?.reason == "its gate is closed: it has not earned 'work' from 'us/best'")
    // Nobody has even asked for a place for this one.
    #expect(reasons["us/open@home"]?.rule == "gate/work:cn/open")
    #expect(reasons["us/open@home"]?.reason.contains("no gate that is open") == true)
  }

  @Test("challengers whose gates are open come first by price, then the incumbent, then the others")
  func open() throws {
    let one = try router().decide(request(open: ["work:cn/open"]))
    #expect(SampleRouter.order(one) == ["cn/open@cnco", "cn/open@usco", "us/best@usco", "us/small@usco"])
    #expect(one.gate == Decision.Gate(name: "work:cn/open", evidence: 7))
    #expect(one.openGates == [OpenGate(name: "work:cn/open", evidence: 7)])
    let both = try router().decide(request(open: ["work:cn/open", "work:us/open@usco"]))
    #expect(
      SampleRouter.order(both) == ["us/open@usco", "cn/open@cnco", "cn/open@usco", "us/best@usco"],
      "the incumbent keeps a place")
    #expect(both.gate == Decision.Gate(name: "work:us/open@usco", evidence: 8))
  }

  @Test("a closed gate never serves its challenger, whatever else is down")
  func incumbentDown() throws {
    let down = ["us/best@usco"]
    let decision = try router().decide(request(unavailable: down))
    #expect(SampleRouter.order(decision) == ["us/small@usco", "us/older@usco"])
    let allDown = try router().decide(request(unavailable: down + ["us/small@usco", "us/older@usco"]))
    #expect(allDown.order.isEmpty)
    #expect(allDown.gate?.name == "work:cn/open")
    guard case .unavailable = allDown.outcome else {
      Issue.record("\(allDown.outcome)")
      return
    }
  }

  @Test("who asks for a challenger by name is refused while its gate is closed, and told which gate")
  func named() throws {
    let refused = try router().decide(request(model: "cn/open"))
    guard case .refused(let rule, let reason) = refused.outcome else {
      Issue.record("\(refused.outcome)")
      return
    }
    #expect(rule == "gate/work:cn/open")
    #expect(reason.contains("its gate is closed"))
    let served = try router().decide(request(model: "cn/open", open: ["work:cn/open"]))
    #expect(SampleRouter.order(served) == ["cn/open@cnco", "cn/open@usco"])
  }

  @Test("a tenant with gates of its own is subject to those alone")
  func tenants() throws {
    let closed = try router().decide(request(tenant: "acme", open: ["work:cn/open"]))
    #expect(SampleRouter.order(closed) == ["us/older@usco", "us/small@usco", "us/best@usco"])
    #expect(closed.gate == Decision.Gate(name: "work@acme:cn/open@usco", evidence: nil))
    #expect(closed.openGates == nil)
    let open = try router().decide(request(tenant: "acme", open: ["work:cn/open", "work@acme:cn/open@usco"]))
    #expect(SampleRouter.order(open).first == "cn/open@usco")
    #expect(open.openGates == [OpenGate(name: "work@acme:cn/open@usco", evidence: 8)])
    let other = try router().decide(request(tenant: "other", open: ["work@acme:cn/open@usco"]))
    #expect(SampleRouter.order(other).first == "us/best@usco")
  }

  @Test("other use cases, embeddings and text that pins are not subject to the gate")
  func elsewhere() throws {
    let router = try router()
    let other = router.decide(request("other"))
    #expect(SampleRouter.order(other).first == "us/open@usco")
    #expect(other.gate == nil)
    let vectors = router.decide(request(endpoint: .embeddings))
    #expect(SampleRouter.order(vectors).first == "cn/vectors@cnco")
    #expect(vectors.gate == nil)
    let pinned = router.decide(request(pin: ("law", .doubt), open: ["work:cn/open"]))
    #expect(pinned.useCase == "law")
    #expect(pinned.gate == nil)
    #expect(pinned.openGates == nil)
    #expect(SampleRouter.order(pinned) == ["us/best@usco", "us/older@usco"])
  }

  @Test("text of a domain that nobody takes in pins past an open gate")
  func pinnedInPlace() throws {
    let pinned = try router().decide(request(pin: ("nuclear", .certain), open: ["work:cn/open"]))
    #expect(pinned.useCase == "work")
    #expect(pinned.gate == nil)
    #expect(!SampleRouter.order(pinned).contains { $0.hasPrefix("cn/open") })
  }

  @Test("an incumbent may have open weights, and a challenger closed ones")
  func otherWeights() throws {
    let router = try router(
      "\ngates: [{use_case: work, incumbent: cn/open@usco, challenger: us/small, checks: [schema]}]")
    #expect(
      SampleRouter.order(router.decide(request())) == ["cn/open@usco", "us/older@usco", "us/best@usco"])
    #expect(
      SampleRouter.order(router.decide(request(open: ["work:us/small"])))
        == ["us/small@usco", "cn/open@usco", "us/older@usco", "us/best@usco"])
  }

  @Test("gates that do not matter to a request do not change its decision or its digest")
  func digest() throws {
    let without = try SampleRouter.router()
    let with = try router()
    for header in ["other", "crm", "law"] {
      let silent = request(header)
      let told = request(header, open: ["work:cn/open"])
      #expect(with.decide(silent).digest == without.decide(silent).digest)
      #expect(with.decide(told).digest == without.decide(silent).digest)
    }
    #expect(without.decide(request(open: ["work:cn/open"])).digest == without.decide(request()).digest)
    let closed = with.decide(request())
    let open = with.decide(request(open: ["work:cn/open"]))
    #expect(closed.digest != open.digest)
    #expect(closed.digest != with.decide(request(open: ["work:cn/open"], unavailable: ["x"])).digest)
  }

  @Test("a decision is the same again from the open gates that it kept, through JSON as well")
  func replay() throws {
    let router = try router()
    for open in [nil, ["work:cn/open"], ["hobby:x", "work:us/open@usco", "work@acme:cn/open@usco"]] as [[String]?] {
      for tenant in [nil, "acme"] {
        let request = request(tenant: tenant, open: open)
        let decision = router.decide(request)
        var kept = request
        kept.openGates = decision.openGates
        let copy = try JSONDecoder().decode(RoutingRequest.self, from: JSONEncoder().encode(kept))
        #expect(copy == kept)
        let again = router.decide(copy)
        #expect(again.digest == decision.digest)
        #expect(again.gate == decision.gate)
        #expect(again.order == decision.order)
      }
    }
  }

  @Test("records from before gates still decode")
  func oldRecord() throws {
    let text = """
      {"endpoint":"chat","needs":0,"wireDialect":"openai","promptTokens":1,"promptTokenBound":2,"choices":1,"at":5,\
      "unavailable":[]}
      """
    let request = try JSONDecoder().decode(RoutingRequest.self, from: Data(text.utf8))
    #expect(request.openGates == nil)
    #expect(request.stream == nil)
  }
}
