import Testing

@testable import Futures

@Suite("What scenarios do")
struct ScenarioEffectTests {
  private func run(_ scenario: String, _ work: FutureWork = SampleWork.uncertain()) throws -> FutureRun {
    try SampleWork.run([work], scenario, futures: 2000)
  }

  private let two = SampleWork.uncertain([SampleWork.flagship, SampleWork.open])

  @Test("a lag that shrinks brings more rows to open models, one that widens fewer")
  func lag() throws {
    let share = { (text: String) in try run(text, two).share(.open, 36) }
    let base = try share("")
    #expect(try share("lag-shrinks") > base + 0.02)
    #expect(try share("lag-widens") < base - 0.02)
    #expect(try share("lag-widens(rate=6)") < share("lag-widens(rate=2)"))
  }

  @Test("a lag that stalls leaves less room in what open models may cost")
  func stalls() throws {
    func width(_ text: String) throws -> Double {
      let band = try #require(try run(text, SampleWork.uncertain([SampleWork.open])).costs.first?.stay.last)
      return band.p95 / band.p5
    }
    #expect(try width("lag-stalls") < width(""))
    #expect(try width("lag-stalls(wander=3)") > width("lag-stalls"))
  }

  @Test("barred Chinese origin takes its options from that month on, those of others stay")
  func china() throws {
    let base = try run("")
    let barred = try run("chinese-origin-barred(month=10)")
    #expect(base.share(.selfHosted, 9) > 0)
    #expect(barred.share(.selfHosted, 9) == base.share(.selfHosted, 9))
    for month in 10...36 {
      #expect(barred.share(.open, month) == 0)
      #expect(barred.share(.selfHosted, month) == 0)
    }
    #expect(barred.share(.hybrid, 36) > 0)
    let spared = try run("chinese-origin-barred(month=10, self-hosted=allowed)")
    #expect(spared.share(.open, 36) == 0)
    #expect(spared.share(.selfHosted, 36) > 0)
    let half = try run("chinese-origin-barred(month=10, probability=0.5)")
    #expect(abs(half.share(.selfHosted, 36) / base.share(.selfHosted, 36) - 0.5) < 0.1)
  }

  @Test("denied US interfaces leave no closed US model and no escalation to one")
  func us() throws {
    let run = try run("us-apis-denied(month=4)")
    for month in 4...36 {
      for kind in [FutureOption.Kind.closedFlagship, .closedSmall, .hybrid] { #expect(run.share(kind, month) == 0) }
    }
    #expect(run.share(.selfHosted, 36) + run.share(.open, 36) == 1)
  }

  @Test("without anything that may serve a person does the work, and the share of that is shown")
  func unserved() throws {
    let run = try run("us-apis-denied(month=4), chinese-origin-barred(month=8)")
    let row = try #require(run.rows.first)
    #expect(row.months[6].unserved == 0 && row.months[7].unserved == 1)
    #expect(row.months[7].likeliest == nil)
    let exact = try SampleWork.run(
      [SampleWork.plain()], "us-apis-denied(month=4), chinese-origin-barred(month=8)", world: .still)
    #expect(exact.costs[0].advised[7].mean == 1000)
  }

  @Test("a price shock moves work away from what gets dearer and to what gets cheaper")
  func shock() throws {
    let share = { (text: String) in try run(text, two).share(.open, 36) }
    let base = try share("")
    #expect(try share("price-shock(class=open, factor=4)") < base)
    #expect(try share("price-shock(class=open, factor=0.25)") > base)
    #expect(try share("price-shock(class=closed, factor=4)") > base)
    #expect(try share("price-shock(class=closed-small, factor=4)") == base)
    let seats = SampleWork.plain([SampleWork.seats])
    let dear = try SampleWork.run([seats], "price-shock(class=seat-plan, factor=3, month=12)", world: .still)
    #expect(dear.costs[0].stay[11].mean == 40)
  }

  @Test("dearer machines and peak prices cost more, and flat rates that end too")
  func dearer() throws {
    func mean(_ text: String, _ option: FutureOption) throws -> Double {
      try #require(try run(text, SampleWork.uncertain([option])).costs.first?.stay.last?.mean)
    }
    #expect(try mean("gpu-rent", SampleWork.hosted) > mean("", SampleWork.hosted))
    #expect(try mean("gpu-rent", SampleWork.open) == mean("", SampleWork.open))
    #expect(try mean("peak-pricing", SampleWork.open) > mean("", SampleWork.open))
    #expect(try mean("peak-pricing", SampleWork.flagship) == mean("", SampleWork.flagship))
    #expect(try mean("flat-rate-ends", SampleWork.seats) > mean("", SampleWork.seats))
  }

  @Test("a head start keeps work with closed models, and a breakthrough helps those who have it first")
  func headStart() throws {
    let share = { (text: String) in try run(text, two).share(.open, 36) }
    let base = try share("")
    #expect(try share("export-head-start(days=365)") < base)
    #expect(try share("breakthrough(hazard=1, first=open, delay=36)") > base)
    #expect(try share("breakthrough(hazard=1, first=closed, delay=120)") < base)
    #expect(try share("breakthrough(hazard=0)") == base)
  }

  @Test("scenarios change what they name and leave the luck of all else alone")
  func sameLuck() throws {
    let alone = SampleWork.uncertain([SampleWork.flagship])
    for text in [
      "lag-widens", "gpu-rent", "price-shock", "chinese-origin-barred", "export-head-start", "flat-rate-ends",
    ] {
      #expect(try run(text, alone).costs == run("", alone).costs, "\(text)")
    }
  }
}
