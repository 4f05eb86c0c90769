import Policy
import Routing
import Testing

@Suite("Names that callers make up")
struct HostileNameTests {
  /// Half a megabyte that `String` would take a minute to compare or to hash.
  private static let marks =
    "a" + String(repeating: "\u{301}", count: 125_000) + String(repeating: "\u{316}", count: 125_000)

  @Test("are unknown in linear time, wherever they stand", arguments: 0..<5)
  func unknown(_ place: Int) throws {
    let router = try SampleRouter.router()
    let name = Self.marks
    let request =
      switch place {
      case 0: SampleRouter.request(header: name)
      case 1: SampleRouter.request(metadata: name)
      case 2: SampleRouter.request(model: name)
      case 3: SampleRouter.request(model: "steelyard/" + name)
      default: SampleRouter.request(dataClass: name)
      }
    let decision = router.decide(request)
    #expect(decision.outcome != .serve)
    #expect(decision.order.isEmpty)
  }

  @Test("are known by their bytes: what only looks the same is another name")
  func bytes() throws {
    let policy = SampleRouter.policyText.replacing("names: [legal]", with: "names: [legal, \"caf\u{E9}\"]")
    let router = try SampleRouter.router(policy: policy)
    #expect(router.decide(SampleRouter.request(header: "caf\u{E9}")).useCase == "law")
    #expect(router.decide(SampleRouter.request(header: "CAF\u{C9}")).useCase == "law")
    #expect(router.decide(SampleRouter.request(header: "cafe\u{301}")).outcome == .unknownUseCase(near: []))
  }

  @Test("a model is found by its id and its last part, and an offer by its id")
  func models() throws {
    let router = try SampleRouter.router()
    #expect(SampleRouter.order(router.decide(SampleRouter.request(model: "us/best"))) == ["us/best@usco"])
    #expect(SampleRouter.order(router.decide(SampleRouter.request(model: "best"))) == ["us/best@usco"])
    #expect(SampleRouter.order(router.decide(SampleRouter.request(model: "cn/open@usco"))) == ["cn/open@usco"])
  }
}
