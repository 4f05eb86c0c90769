import Catalog
import Testing

@Suite("what a check of the catalogue finds")
struct CheckTests {
  private static let now = at("2026-11-23")

  private func findings(_ own: String = "", limits: CheckLimits = CheckLimits()) throws -> [String] {
    try SmallCatalog.load("defaults: {source: listing}\n" + own).check(at: Self.now, limits: limits)
      .map { "\($0.severity) \($0.kind.rawValue) \($0.subject)" }
  }

  private func model(_ id: String, _ more: String = "licence: MIT") -> String {
    "models: [{id: \(id), name: N, lab: L, origin: FR, weights: open, tier: small, context: 9, capabilities: [], \(more)}]\n"
  }

  @Test("a sound catalogue gives notes only")
  func sound() throws {
    #expect(
      try findings() == [
        "note price_change lab/flash@beta", "note no_cache_price lab/flash@alpha/EU", "note no_price lab/flash@own",
      ])
  }

  @Test("a price that was read long ago is stale, one read tomorrow is a mistake")
  func stale() throws {
    #expect(try findings(limits: CheckLimits(staleAfterDays: 2)).contains("warning stale_price lab/sol@alpha"))
    let own =
      "offers: [{model: lab/sol, provider: beta, as_of: 2026-11-24, from: 2026-01-01, input: 1, output: 1, cache_read: 1}]"
    #expect(try findings(own).contains("warning read_in_future lab/sol@beta"))
  }

  @Test("open weights without a licence are named, 'unknown' being none")
  func licence() throws {
    #expect(try findings(model("a/b", "")).contains("warning no_licence a/b"))
    #expect(try findings(model("a/b", "licence: unknown")).contains("warning no_licence a/b"))
    #expect(try findings(model("a/b")).contains("note no_offer a/b"))
  }

  @Test("an offer that is off, or without the price it needs, is an error")
  func broken() throws {
    let own = """
      offers:
        - {model: lab/sol, provider: beta, retires: 2026-11-23, input: 1, output: 1}
        - {model: lab/sol, provider: claude, retires: 2026-12-20, input: 1}
        - {model: lab/flash, provider: claude}
        - {model: other/embed, provider: claude, from: 2027-01-01, input: 1}
      """
    let found = try findings(own)
    #expect(found.contains("error retired lab/sol@beta"))
    #expect(found.contains("warning retires_soon lab/sol@claude"))
    #expect(found.contains("error incomplete_price lab/sol@claude"))
    #expect(found.contains("error no_price lab/flash@claude"))
    #expect(found.contains("error no_price other/embed@claude"))
    #expect(found.prefix { $0.hasPrefix("error") }.count == found.count { $0.hasPrefix("error") })
  }

  @Test("a short name that two models share is named with who gets it")
  func names() throws {
    let catalog = try SmallCatalog.load("defaults: {source: listing}\n" + model("zeta/Sol"))
    let finding = try #require(catalog.check(at: Self.now).first { $0.kind == .ambiguousName })
    #expect(finding.message == "may mean lab/sol or zeta/Sol; callers get lab/sol")
  }

  @Test("a price more than three times off the median of a model's hosts is an outlier, exactly three times is not")
  func outliers() throws {
    func text(_ rate: String) -> String {
      "offers:\n"
        + ["US", "DE", "FR", "GB"].map { "  - {model: lab/sol, provider: beta, region: \($0), input: 2, output: 10}\n" }
        .joined()
        + "  - {model: lab/sol, provider: claude, input: \(rate), output: 10}\n"
    }
    func outliers(_ rate: String) throws -> [Finding] {
      try SmallCatalog.load("defaults: {source: listing}\n" + text(rate)).check(at: Self.now).filter {
        $0.kind == .priceOutlier
      }
    }
    #expect(try outliers("6").isEmpty)
    #expect(try outliers("6.000000001").map(\.subject) == ["lab/sol@claude"])
    #expect(try outliers("0.666666666").map(\.subject) == ["lab/sol@claude"])
    #expect(try outliers("0.7").isEmpty)
    #expect(try outliers("0").isEmpty)
  }

  @Test("two hosts have no median to be off")
  func fewHosts() {
    let rates = [1, 100].map { TokenRate(nanoDollarsPerMillion: $0) }
    #expect(PriceSpread(rates) == nil)
    #expect(PriceSpread(rates + [TokenRate(nanoDollarsPerMillion: 3)])?.median.nanoDollarsPerMillion == 3)
  }
}
