import Catalog
import Economics
import Frontier
import StrictYAML
import Testing

@Suite("Reading a workload")
struct WorkloadLoadTests {
  private func errors(_ text: String) throws -> [YAMLError] {
    let catalog = try SmallWorld.catalog()
    let policy = try SmallWorld.policy()
    let error = #expect(throws: YAMLErrors.self) {
      try Workload.load(text: text, file: "w.yaml", catalog: catalog, policy: policy)
    }
    return error?.errors ?? []
  }

  @Test("all that is written is read")
  func whole() throws {
    let useCase = try #require(
      SmallWorld.workload([
        "tokens":
          "{input: 2_000, output: 10, reasoning: 5, cached_share: 0.5, cache_write_share: 0.1, batch_share: 0.2}",
        "caught_share": "{value: 0.5, low: 0.4, high: 0.9, measured: true, source: audit}", "work": "programming",
        "data_class": "secret", "regions": "[US, EU]", "terms": "[baa]", "budget_usd_per_month": "9.5",
        "measured": "[{model: free/large, failures: 3, of: 500, source: audit}]",
        "detector": "{cost_usd: 0.001, false_alarms: 0.1, seen: 45, of: 50}", "fallback": "best_closed",
        "plan": "{name: p, seats: 3, usd_per_seat_month: 20, source: contract}",
      ]).useCases.first)
    #expect(
      useCase.tokens
        == TokenShape(input: 2000, output: 10, reasoning: 5, cachedShare: 0.5, cacheWriteShare: 0.1, batchShare: 0.2))
    #expect(useCase.beliefs.quantities[.caughtShare] == Quantity(0.5, low: 0.4, high: 0.9, basis: .measured("audit")))
    #expect(useCase.work == .programming && useCase.constraints.regions == ["US", "EU"])
    #expect(useCase.constraints.monthlyBudget == 9.5 && useCase.constraints.terms == .baa)
    #expect(useCase.measured.first?.count == 500 && useCase.fallback == .bestClosed)
    #expect(useCase.detector?.counted == MeasuredRecall(seen: 45, count: 50))
    #expect(useCase.beliefs.quantities[.detectorRecall]?.value == 0.9)
    #expect(useCase.plan?.monthlyFee == 60 && useCase.policyUseCase == nil && useCase.title == "Work")
    #expect(useCase.beliefs.quantities[.bestClosedError]?.basis == .assumed("test"))
  }

  @Test(
    "a mistake is told with its place and what would be right",
    arguments: [
      ("caught_share", "1.5", "out of range: 0 to 1"), ("caught_share", "lots", "not a decimal"),
      ("caught_share", "{value: 0.5, low: 0.6, source: x}", "'low' is above"),
      ("caught_share", "{value: 0.5, high: 0.6}", "needs its 'source'"),
      ("today", "top/larg", "did you mean 'top/large'"), ("data_class", "secrt", "did you mean 'secret'"),
      ("regions", "[XX]", "no region 'XX'"), ("work", "poetry", "no kind of work"),
      ("tokens", "{input: 5}", "'output' is missing"), ("tokens", "{input: -1, output: 5}", "out of range"),
      ("tokens", "{input: 5, output: 5, cached_share: 0.7, cache_write_share: 0.7}", "exceed 1"),
      ("measured", "[{model: free/large, failures: 5, of: 4, source: x}]", "cannot be"),
      ("measured", "[{model: free/large, failures: 0, of: 0, source: x}]", "out of range"),
      ("detector", "{model: top/tiny, cost_usd: 1, recall: 1, false_alarms: 0}", "cannot both"),
      ("use_case", "works", "did you mean 'work'"), ("fallback", "anyone", "not known here"),
      ("requests_per_month", "-3", "out of range"), ("colour", "red", "unknown key 'colour'"),
    ])
  func mistakes(_ key: String, _ value: String, _ message: String) throws {
    let found = try errors(SmallWorld.workloadText([key: value]))
    #expect(found.contains { $0.message.contains(message) && $0.line > 8 && $0.file == "w.yaml" }, "\(found)")
  }

  @Test("every mistake is told at once, and a missing section too")
  func several() throws {
    let found = try errors("version: 2\ntitle: x\nerrors: {at_frontier: [Topp]}\nuse_cases: []\n")
    for part in ["version 1", "irrecoverable_above_usd", "decline_per_year", "did you mean 'Top'"] {
      #expect(found.contains { $0.message.contains(part) }, "\(part) in \(found)")
    }
    #expect(try errors("- 1").first?.message.contains("mapping") == true)
    #expect(try !errors("").isEmpty)
  }

  @Test("two use cases of one id are refused")
  func twice() throws {
    let text = SmallWorld.workloadText()
    let entry = text.split(separator: "  - id: work", maxSplits: 1).last.map(String.init) ?? ""
    #expect(try errors(text + "\n  - id: work" + entry).contains { $0.message.contains("twice") })
  }

  @Test(
    "the shipped profiles are right", .enabled(if: ShippedFiles.root != nil, ShippedFiles.absence),
    arguments: ["individual", "mid-tier", "enterprise"])
  func shipped(_ name: String) throws {
    let workload = try ShippedFiles.workload(ShippedFiles.profileText(name), name)
    #expect(!workload.useCases.isEmpty)
    // An interval without a reason is not evidence.
    for useCase in workload.useCases {
      for (factor, quantity) in useCase.beliefs.quantities where !quantity.isExact {
        #expect(
          !quantity.basis.source.isEmpty && quantity.basis.source != "given in the workload without a source",
          "\(factor)")
      }
      #expect(useCase.today != nil)
    }
  }
}
