import Assessment
import Catalog
import Policy
import Routing
import Testing

@Suite("Finding a request's use case")
struct UseCaseResolutionTests {
  @Test("header, key, model name, metadata, text and fallback count in this order")
  func precedence() throws {
    let router = try SampleRouter.router()
    var request = SampleRouter.request(
      header: "work", key: "hobby", model: "steelyard/crm", metadata: "other", domain: ("work", .certain))
    func next() -> (UseCaseID, UseCaseSource) {
      let decision = router.decide(request)
      return (decision.useCase, decision.source)
    }
    #expect(next() == ("work", .header))
    request.headerUseCase = nil
    #expect(next() == ("hobby", .key))
    request.keyUseCase = nil
    #expect(next() == ("crm", .model))
    request.requestedModel = "auto"
    #expect(next() == ("other", .metadata))
    request.metadataUseCase = nil
    #expect(next() == ("work", .text))
    request.verdict = nil
    #expect(next() == ("other", .fallback))
  }

  @Test("names, letters' case and the model names for 'any' are understood", arguments: ["auto", "steelyard/auto", ""])
  func names(model: String) throws {
    let router = try SampleRouter.router()
    #expect(router.decide(SampleRouter.request(header: "Legal", model: model)).useCase == "law")
    #expect(router.decide(SampleRouter.request(model: "steelyard/LEGAL")).useCase == "law")
  }

  @Test(
    "an unknown use case is an error with near names and never falls through",
    arguments: [
      SampleRouter.request(header: "crn", key: "work"), SampleRouter.request(key: "crn", metadata: "work"),
      SampleRouter.request(model: "steelyard/crn", metadata: "work"), SampleRouter.request(metadata: "crn"),
    ])
  func unknown(request: RoutingRequest) throws {
    let decision = try SampleRouter.router().decide(request)
    #expect(decision.outcome == .unknownUseCase(near: ["crm"]))
    #expect(decision.order.isEmpty)
  }

  @Test("an unknown model is an error with near names")
  func unknownModel() throws {
    let router = try SampleRouter.router()
    #expect(router.decide(SampleRouter.request(model: "us/bst")).outcome == .unknownModel(near: ["us/best"]))
    #expect(router.decide(SampleRouter.request(model: "crm")).outcome == .unknownModel(near: ["steelyard/crm"]))
    #expect(router.decide(SampleRouter.request(model: "zzzzzzzz")).outcome == .unknownModel(near: []))
  }

  @Test("text chooses cheaper service than the fallback's only when certain")
  func doubtfulText() throws {
    let router = try SampleRouter.router()
    #expect(router.decide(SampleRouter.request(domain: ("crm", .certain))).useCase == "crm")
    #expect(router.decide(SampleRouter.request(domain: ("crm", .doubt))).useCase == "other")
    #expect(router.decide(SampleRouter.request(domain: ("work", .doubt))).useCase == "work")
    #expect(router.decide(SampleRouter.request(domain: ("nonsense", .certain))).useCase == "other")
  }

  @Test("who names a model is not refused because of a guess about the text")
  func namedModel() throws {
    let decision = try SampleRouter.router().decide(SampleRouter.request(model: "us/small", domain: ("crm", .certain)))
    #expect(decision.useCase == "other")
    #expect(SampleRouter.order(decision) == ["us/small@usco"])
  }

  @Test("the stakes that a key is bound to are a floor: a header names work of the same or higher ones")
  func binding() throws {
    let router = try SampleRouter.router()
    let bound = router.decide(SampleRouter.request(header: "crm", key: "law"))
    #expect(bound.useCase == "law")
    #expect(bound.source == .key)
    #expect(router.decide(SampleRouter.request(header: "hobby", key: "work")).useCase == "work")
    #expect(router.decide(SampleRouter.request(header: "work", key: "hobby")).useCase == "work")
    #expect(router.decide(SampleRouter.request(header: "law", key: "review")).useCase == "law")
  }

  @Test("a data class that the policy does not know is refused by name")
  func dataClass() throws {
    let decision = try SampleRouter.router().decide(SampleRouter.request(header: "crm", dataClass: "phii"))
    guard case .refused(let rule, let reason) = decision.outcome else {
      Issue.record("\(decision.outcome)")
      return
    }
    #expect(rule == "data_class")
    #expect(reason.contains("'phii'") && reason.contains("phi"))
  }
}
