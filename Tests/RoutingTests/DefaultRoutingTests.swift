import Assessment
import Catalog
import Foundation
import Policy
import Routing
import StrictYAML
import Testing

@Suite("The default files together")
struct DefaultRoutingTests {
  private static let files = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/Defaults/files")

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: files.appending(path: path), encoding: .utf8)
  }

  private static let router: Result<Router, any Error> = Result {
    let names = try FileManager.default.contentsOfDirectory(atPath: files.appending(path: "catalog").path).sorted()
    let catalog = try Catalog.load(files: names.map { (name: $0, text: try text("catalog/\($0)")) })
    let policy = try Policy.load(text: try text("policy.yaml"), file: "policy.yaml", catalog: catalog)
    return Router(catalog: catalog, policy: policy, providers: nil)
  }

  private func serving(_ request: RoutingRequest) throws -> (Decision, Model?) {
    let router = try Self.router.get()
    let decision = router.decide(request)
    return (decision, decision.order.first.flatMap { router.catalog.model(router.catalog.offers[$0.number].model) })
  }

  @Test(
    "each row of the table is served by its class",
    arguments: [
      ("legal-finance", Weights.closed), ("health-clinical", .closed), ("crm", .open), ("productivity", .open),
      ("builder", .open), ("unrecognised", .open),
    ])
  func table(useCase: String, weights: Weights) throws {
    let (decision, model) = try serving(SampleRouter.request(header: useCase))
    #expect(decision.outcome == .serve)
    #expect(model?.weights == weights)
    #expect(decision.hold != nil)
    if weights == .closed { #expect(model?.tier == .flagship) }
  }

  @Test("real text pins a request that was named routine")
  func pins() throws {
    let lexicon = try Lexicon.load(text: try Self.text("lexicon.yaml"), file: "lexicon.yaml")
    let question = "My landlord gave me an eviction notice. Can I sue?"
    var request = SampleRouter.request(header: "crm")
    request.verdict = LexicalAssessor(lexicon: lexicon).assess([TextPart(role: .user, bytes: Array(question.utf8))])
    let (decision, model) = try serving(request)
    #expect(decision.useCase == "legal-finance")
    #expect(decision.pinned)
    #expect(model?.weights == .closed && model?.tier == .flagship)
  }

  @Test("ranking prices every offer of the catalogue as the catalogue itself does")
  func prices() throws {
    let router = try Self.router.get()
    for day in 0..<40 {
      for hour in [0, 2, 8, 15] {
        var request = SampleRouter.request(header: "productivity", promptTokens: day % 2 == 0 ? 900 : 240_000)
        request.at = Timestamp(
          milliseconds: SampleRouter.now.milliseconds + Int64(day * 10 - 200) * 86_400_000 + Int64(hour) * 3_600_000)
        let decision = router.decide(request)
        let usage = TokenUsage(input: request.promptTokens, output: 600)
        let open = decision.candidates.filter { candidate in
          guard candidate.allowed, let number = router.catalog.offerNumber(candidate.offer) else { return false }
          return router.catalog.model(router.catalog.offers[number].model)?.weights == .open
        }
        let cheapest = open.compactMap { candidate -> NanoDollars? in
          router.catalog.offerNumber(candidate.offer).flatMap {
            router.catalog.offers[$0].cost(of: usage, at: request.at).amount
          }
        }.min()
        if let cheapest { #expect(decision.order.first?.expected.amount == cheapest) }
      }
    }
  }
}
