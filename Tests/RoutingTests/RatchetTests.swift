import Assessment
import Catalog
import Policy
import Routing
import Testing

@Suite("Stakes only rise")
struct RatchetTests {
  @Test(
    "text that may be high-stakes moves a routine request to its domain's use case and to closed weights",
    arguments: [Certainty.doubt, .certain], ["crm", "hobby", "work", "other"])
  func pins(certainty: Certainty, named: String) throws {
    let decision = try SampleRouter.router().decide(SampleRouter.request(header: named, pin: ("law", certainty)))
    #expect(decision.useCase == "law")
    #expect(decision.stakes == .irrecoverable)
    #expect(decision.modelClass == .closed)
    #expect(decision.source == .header)
    #expect(decision.pinned)
    #expect(decision.pinnedBy == "law")
    #expect(SampleRouter.order(decision) == ["us/best@usco", "us/older@usco"])
  }

  @Test("text never lowers what was named, nor moves between equal stakes")
  func neverLowers() throws {
    let router = try SampleRouter.router()
    let same = router.decide(SampleRouter.request(header: "law", pin: ("health", .certain)))
    #expect(same.useCase == "law")
    #expect(!same.pinned)
    let lower = router.decide(SampleRouter.request(header: "law", domain: ("crm", .certain)))
    #expect(lower.useCase == "law")
    #expect(lower.stakes == .irrecoverable)
  }

  @Test("text alone finds and pins its use case")
  func textAlone() throws {
    let decision = try SampleRouter.router().decide(SampleRouter.request(pin: ("health", .doubt)))
    #expect(decision.useCase == "health")
    #expect(decision.source == .text)
    #expect(decision.pinned)
  }

  @Test("a domain that no use case takes in raises the stakes where the request is")
  func orphan() throws {
    let decision = try SampleRouter.router().decide(SampleRouter.request(header: "crm", pin: ("nuclear", .doubt)))
    #expect(decision.useCase == "crm")
    #expect(decision.stakes == .high)
    #expect(decision.modelClass == .closed)
    #expect(decision.pinned)
  }

  @Test("text pins to closed weights even into a use case that its owner serves with open ones")
  func hybridTarget() throws {
    let router = try SampleRouter.router()
    let moved = router.decide(SampleRouter.request(header: "crm", pin: ("review", .doubt)))
    #expect(moved.useCase == "review")
    #expect(moved.modelClass == .closed)
    let named = router.decide(SampleRouter.request(header: "review", pin: ("review", .certain)))
    #expect(named.modelClass == .hybrid)
  }

  @Test("only a signed entry lowers stakes, for its tenant and use case")
  func lowering() throws {
    let router = try SampleRouter.router()
    let school = router.decide(SampleRouter.request(header: "law", pin: ("law", .certain), tenant: "school"))
    #expect(school.stakes == .moderate)
    #expect(school.modelClass == .hybrid)
    #expect(!school.pinned)
    let health = router.decide(SampleRouter.request(header: "law", pin: ("health", .doubt), tenant: "school"))
    #expect(health.useCase == "health")
    #expect(health.pinned)
    let other = router.decide(SampleRouter.request(header: "law", pin: ("law", .certain), tenant: "firm"))
    #expect(other.stakes == .irrecoverable)
  }

  @Test("a named open model on pinned text is refused with the rule, never swapped")
  func namedModel() throws {
    let decision = try SampleRouter.router().decide(SampleRouter.request(model: "cn/open", pin: ("law", .doubt)))
    guard case .refused(let rule, let reason) = decision.outcome else {
      Issue.record("\(decision.outcome)")
      return
    }
    #expect(rule == "law/class")
    #expect(reason.contains("closed weights only") && reason.contains("seems to be about law"))
  }

  @Test("a small closed model does not stand in for the best one")
  func tier() throws {
    let router = try SampleRouter.router()
    guard case .refused(let rule, _) = router.decide(SampleRouter.request(header: "law", model: "us/small")).outcome
    else {
      Issue.record("a small model served high stakes")
      return
    }
    #expect(rule == "law/minimum_tier")
  }

  @Test("when no permitted offer is in reach, high stakes fail with a clear error")
  func failsClosed() throws {
    let down = try SampleRouter.router().decide(
      SampleRouter.request(header: "law", unavailable: ["us/best@usco", "us/older@usco"]))
    guard case .unavailable(let reason) = down.outcome else {
      Issue.record("\(down.outcome)")
      return
    }
    #expect(reason.contains("2 offers are permitted but not in reach"))
    #expect(down.order.isEmpty)
    #expect(down.hold == nil)
    let unconfigured = try SampleRouter.router(providers: ["cnco", "home"]).decide(SampleRouter.request(header: "law"))
    guard case .unavailable(let missing) = unconfigured.outcome else {
      Issue.record("\(unconfigured.outcome)")
      return
    }
    #expect(missing.contains("no upstream is configured for usco"))
  }
}
