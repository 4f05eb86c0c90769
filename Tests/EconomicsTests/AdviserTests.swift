import Catalog
import Economics
import Frontier
import Policy
import Testing

@Suite("Advice on one kind of work")
struct AdviserTests {
  @Test("error rates double with each year behind the best closed model")
  func errors() throws {
    let row = try SmallWorld.row()
    func error(_ label: String) -> Double? { row.options.first { $0.label == label }?.error.value }
    #expect(error("top/large@north") == 0.01)
    #expect(error("top/tiny@north").map { abs($0 - 0.02) < 1e-12 } == true)
    #expect(error("free/large@south").map { abs($0 - 0.02) < 1e-12 } == true)
    #expect(row.options.first { $0.label == "free/large@south" }?.error.origin == .derived(monthsBehind: 12))
    #expect(row.lag?.months == 12)
  }

  @Test("monthly costs are those that a hand reckons")
  func costs() throws {
    let row = try SmallWorld.row()
    let today = try #require(row.today)
    // 0.06 of tokens and a per cent of a dollar, a thousand times.
    #expect(abs(today.monthly.value - (60 + 10)) < 1e-6)
    // 0.0025 of tokens on average over the week's windows and two per cent of a dollar.
    let open = try #require(row.best[.open])
    #expect(open.label == "free/large@east")
    #expect(abs(open.monthly.value - (2.5 * (1 + 30.0 / 168) + 20)) < 1e-3)
    #expect(row.advised == open && row.agreement == .forbids && row.policyClass == .closed)
    let saving = try #require(row.saving)
    #expect(abs(saving.value - (today.monthly.value - open.monthly.value)) < 1e-6)
    #expect(saving.low < saving.value && saving.high > saving.value)
  }

  @Test("an offer without a price is listed and never weighed")
  func unpriced() throws {
    let row = try SmallWorld.row()
    #expect(row.unpriced == [UnpricedOffer(offer: "free/priceless@south", missing: [.output])])
    #expect(!row.options.contains { $0.label.contains("priceless") })
    #expect(row.options.allSatisfy { $0.expected.tokens > 0 })
  }

  @Test("a dear error moves the work to the model that errs least")
  func dearError() throws {
    #expect(try SmallWorld.row(["error_cost_usd": "10"]).advised?.label == "top/large@north")
    #expect(try SmallWorld.row(["error_cost_usd": "0.01"]).advised?.label == "free/large@east")
  }

  @Test("flips are where the choice flips: just before the class is the same, just beyond it is the one that was told")
  func flips() throws {
    let row = try SmallWorld.row()
    let flip = try #require(row.flips.first { $0.parameter == .errorCost && $0.at > $0.current })
    let before = try SmallWorld.row(["error_cost_usd": "\(flip.at * 0.999)".prefix(10).description])
    let beyond = try SmallWorld.row(["error_cost_usd": "\(flip.at * 1.001)".prefix(10).description])
    #expect(before.advised?.optionClass == row.advised?.optionClass)
    #expect(beyond.advised?.optionClass == flip.toClass && beyond.advised?.label == flip.toLabel)
    // (0.06 − 0.0029464) / (0.02 − 0.01), whatever tiny does in between.
    #expect(abs(flip.at - 5.70536) < 1e-3)
    let prices = try #require(row.flips.first { $0.parameter == .openPrices && $0.at > 1 })
    #expect(prices.toLabel == "top/tiny@north" && abs(prices.at - 6 / 2.946429) < 1e-3)
    let gap = try #require(row.flips.first { $0.parameter == .errorGap && $0.at > $0.current })
    #expect(abs(gap.current - 0) < 1e-12 && abs(gap.at - (6 - 2.946429) / 1000) < 1e-6)
  }

  @Test("errors that cannot be made good are bounded, whatever the price")
  func constrained() throws {
    let row = try SmallWorld.row(["error_cost_usd": "5000"])
    #expect(row.isConstrained)
    #expect(row.advised?.label == "top/large@north" && row.advised?.isEligible == true)
    let open = try #require(row.best[.open])
    guard case .errorBound(let bound, let epsilon) = open.eligibility else {
      Issue.record("an open model that nobody measured must not be eligible")
      return
    }
    #expect(bound > epsilon && epsilon == 0.02)
    // No harm is weighed, so the cheaper open model is cheaper and still not chosen.
    #expect(open.monthly.value < row.advised?.monthly.value ?? 0)
    #expect(row.flips.allSatisfy { $0.parameter == .errorCost || $0.parameter == .errorGap })
    #expect(row.flips.first { $0.parameter == .errorCost }.map { $0.at <= 1000 } == true)
    #expect(row.missing.first { $0.kind == .advisedErrors }?.samples == 149)
  }

  @Test("enough clean samples open the work, and one failure in them closes it again")
  func measured() throws {
    func row(_ failures: Int, _ count: Int) throws -> UseCaseAdvice {
      try SmallWorld.row([
        "error_cost_usd": "5000",
        "measured": "[{model: free/large, failures: \(failures), of: \(count), source: audit}]",
      ])
    }
    #expect(try row(0, 149).advised?.label == "free/large@east")
    #expect(try row(0, 149).advised?.error.isMeasured == true)
    #expect(try row(0, 148).advised?.label == "top/large@north")
    #expect(try row(1, 149).advised?.label == "top/large@north")
  }

  @Test("where nothing is good enough, what errs least is named and not called eligible")
  func nothing() throws {
    let row = try SmallWorld.row(["error_cost_usd": "5000", "epsilon": "0.001"])
    #expect(row.advised?.label == "top/large@north" && row.advised?.isEligible == false)
    #expect(row.why.contains("no option"))
  }

  @Test("a cascade comes out where its detector is worth it, and a bound needs a counted recall")
  func cascade() throws {
    let detector = "{cost_usd: 0.0001, recall: 0.9, false_alarms: 0.02}"
    let row = try SmallWorld.row(["detector": detector, "error_cost_usd": "2", "caught_share": "0.2"])
    #expect(row.advised?.optionClass == .hybrid)
    let assumed = try SmallWorld.row(["detector": detector, "error_cost_usd": "5000", "epsilon": "0.025"])
    #expect(assumed.best[.hybrid].map(\.error.bound) == assumed.best[.open].map(\.error.bound))
    let counted = try SmallWorld.row([
      "detector": "{cost_usd: 0.0001, seen: 990, of: 1000, false_alarms: 0.02}", "error_cost_usd": "5000",
      "epsilon": "0.025",
    ])
    #expect(counted.advised?.optionClass == .hybrid)
  }

  @Test("rules, regions, terms and budgets keep offers out")
  func constraints() throws {
    #expect(try SmallWorld.row(["data_class": "secret"]).advised?.label == "free/large@south")
    #expect(try SmallWorld.row(["data_class": "secret"]).refusals.contains { $0.rule == "stay-home" && $0.offers == 1 })
    #expect(try SmallWorld.row(["regions": "[EU]"]).options.map(\.label) == ["free/large@south"])
    #expect(try SmallWorld.row(["terms": "[baa]"]).advised?.label == "top/tiny@north")
    let broke = try SmallWorld.row(["budget_usd_per_month": "3.5", "error_cost_usd": "50"])
    #expect(broke.advised?.label == "free/large@east")
    #expect(try SmallWorld.row(["tokens": "{input: 200000, output: 10}"]).advised == nil)
  }

  @Test("without a lag only what was counted or is closed is weighed")
  func noLag() throws {
    let row = try SmallWorld.row(lags: SmallWorld.NoLags())
    #expect(row.unjudged.contains("free/large@east") && row.best[.open] == nil)
    #expect(row.missing.contains { $0.kind == .lag })
    let counted = try SmallWorld.row(
      ["measured": "[{model: free/large, failures: 2, of: 100, source: audit}]"], lags: SmallWorld.NoLags())
    #expect(counted.best[.open] != nil)
  }

  @Test("an endless interval of the lag bounds nothing")
  func endlessLag() throws {
    let row = try SmallWorld.row(lags: SmallWorld.Lags(interval: 6...Double.infinity))
    #expect(row.best[.open]?.error.bound == 1)
    #expect(row.best[.open]?.monthly.high.isFinite == true)
  }

  @Test("what serves today is reckoned even where policy would refuse it")
  func refusedToday() throws {
    let row = try SmallWorld.row(["data_class": "secret", "today": "free/large@east"])
    #expect(row.today?.label == "free/large@east" && row.todayRefusal?.contains("stay-home") == true)
    #expect(row.advised?.label == "free/large@south")
  }

  @Test("a figure's assumptions are told, and its tornado is sorted by width")
  func assumptions() throws {
    let row = try SmallWorld.row()
    #expect(row.assumptions.contains { $0.factor == .bestClosedError })
    #expect(!row.assumptions.contains { $0.factor == .lag })
    #expect(row.swings.map(\.factor) == row.swings.sorted { $0.width > $1.width }.map(\.factor))
    #expect(row.swings.contains { $0.factor == .lag })
    #expect(row.swings.contains { $0.factor == .bestClosedError })
  }

  @Test("own machines are weighed by their rent where policy lets them serve")
  func ownMachines() throws {
    let text =
      SmallWorld.workloadText(["requests_per_month": "3000000"])
      + "\nself_hosting:\n  - {model: free/large, gpu: GPU, gpus_per_replica: 1, usd_per_gpu_hour: 1, "
      + "input_tokens_per_second: 100000, output_tokens_per_second: 100000, utilisation: 1, peak_to_mean: 1, source: test}\n"
    let catalog = try SmallWorld.catalog()
    let policy = try SmallWorld.policy()
    let workload = try Workload.load(text: text, file: "w.yaml", catalog: catalog, policy: policy)
    let row = try #require(
      Adviser.advise(workload, catalog: catalog, policy: policy, lags: SmallWorld.Lags(), at: SmallWorld.day).rows.first
    )
    #expect(row.advised?.optionClass == .selfHosted)
    let hosting = try #require(row.hosting.first)
    #expect(hosting.plan.gpus == 1 && hosting.breakEven.isCheaper(at: 3_000_000))
  }
}
