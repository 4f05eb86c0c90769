/// How the market moves by itself. Amounts and speeds that no one knows are drawn anew for each future.
///
/// A given model's price is mostly constant. Cheaper quality arrives as new models: at each replacement a class takes some
/// of the progress as a lower price and the rest as fewer errors, which the use cases' own numbers describe.
public struct WorldAssumptions: Hashable, Sendable {
  public var lagTrend = Assumption(
    "trend of the lag", -0.1, -2.7...2.6, unit: "months per year",
    source: "measured: half-year means 2024H1 to 2026H2, open behind closed, gaps beyond 1.645 standard errors,"
      + " on Epoch AI's data of August 2026 (CC BY 4.0); no trend that can be told from zero")
  public var lagWander = Assumption(
    "wandering of the lag", 1.72, 1...3.4, unit: "months per half-year",
    source: "measured on the same data: 1.7 without the fall of early 2024, 3.4 with it; the lower end is assumed")
  public var fixedQualityFall = Assumption(
    "fall of the price of fixed quality", 7.1, 3...10, unit: "times per year",
    source: "published: 5 to 10 times a year, of which about 3 by algorithms (Gundlach et al. 2026, arXiv 2511.23455v2)"
  )
  public var replacements = Assumption(
    "new models of a class", 2, 1...4, unit: "per year",
    source: "assumed; first-party list prices moved 46 times at 12 makers in 13 months to mid 2026 (models.dev history)"
  )
  public var flagshipPriceShare = Assumption(
    "progress of closed flagships taken as price", 0.1, 0...0.3, unit: "share",
    source:
      "assumed; flagship prices hardly fall: Opus 4.6 at 5/25, Opus 5.5 at 4/20 $/Mtok (catalogues, November 2026)")
  public var smallPriceShare = Assumption(
    "progress of small closed models taken as price", 0.25, 0...0.5, unit: "share",
    source: "assumed; small closed models are at 0.10/0.50 $/Mtok in November 2026")
  public var openPriceShare = Assumption(
    "progress of open models taken as price", 0.25, 0...0.6, unit: "share",
    source: "assumed; DeepSeek's chat model went 0.57/1.68, 0.28/0.42, 0.14/0.28 and then 0.15/0.60 $/Mtok off-peak"
      + " from 2025 to September 2026 (two catalogues)")
  public var closedRises = Assumption(
    "price rises of a closed option", 0.1, 0.02...0.3, unit: "per year",
    source: "assumed; one is announced: a Gemini flash model from 0.75/3.75 to 1.50/7.50 $/Mtok on 2027-01-01")
  public var openRises = Assumption(
    "price rises of an open option", 0.31, 0.11...0.7, unit: "per year",
    source: "counted: 4 rises in 13 maker-years to September 2026 (models.dev history), Poisson interval; all makers,"
      + " open and Chinese ones among them")
  public var riseFactor = Assumption(
    "factor of a price rise", 2, 1.5...3, unit: "times",
    source: "DeepSeek in August 2026: input +52 % off-peak and +203 % at peak; qwen3.6-plus 1.8, mistral-small 1.5 to 2"
  )
  public var rentChange = Assumption(
    "change of GPU rent", 1.1, 0.75...1.6, unit: "times per year",
    source: "assumed; an H100 went from $1.70 to $2.35 an hour between October 2025 and March 2026 (SemiAnalysis),"
      + " after years of falling")
  public var planEnds = Assumption(
    "ends of a flat rate", 0.3, 0.1...0.8, unit: "per year",
    source: "assumed; Cursor (June 2025), Windsurf (March 2026) and GitHub Copilot (June 2026) went over to tokens")

  public init() {}

  /// All of them, as a report lists them.
  public var all: [Assumption] {
    [
      lagTrend, lagWander, fixedQualityFall, replacements, flagshipPriceShare, smallPriceShare, openPriceShare,
      closedRises, openRises, riseFactor, rentChange, planEnds,
    ]
  }

  /// A world in which nothing moves but errors, which fall as the use cases say.
  public static var still: WorldAssumptions {
    var world = WorldAssumptions()
    let source = "by definition of a world that stands still"
    world.lagTrend = Assumption("trend of the lag", 0, unit: "months per year", source: source)
    world.lagWander = Assumption("wandering of the lag", 0, unit: "months per half-year", source: source)
    world.replacements = Assumption("new models of a class", 0, unit: "per year", source: source)
    world.closedRises = Assumption("price rises of a closed option", 0, unit: "per year", source: source)
    world.openRises = Assumption("price rises of an open option", 0, unit: "per year", source: source)
    world.rentChange = Assumption("change of GPU rent", 1, unit: "times per year", source: source)
    world.planEnds = Assumption("ends of a flat rate", 0, unit: "per year", source: source)
    return world
  }

  /// Finds the first number that no future can be drawn from.
  func check() throws(FutureInputError) {
    let place = "world"
    try lagTrend.check(-60...60, place: place)
    try fixedQualityFall.check(1...1000, place: place)
    for rate in [lagWander, replacements, closedRises, openRises, planEnds] {
      // A rate with an interval is drawn by its logarithm.
      try rate.check(rate.interval == nil ? 0...24 : 1e-6...24, place: place)
    }
    for share in [flagshipPriceShare, smallPriceShare, openPriceShare] { try share.check(-2...2, place: place) }
    for factor in [riseFactor, rentChange] { try factor.check(0.01...100, place: place) }
  }
}
