extension FutureScenario.Name {
  /// What can be set, with defaults, ranges and where the defaults are from.
  public var parameters: [ScenarioParameter] {
    switch self {
    case .lagShrinks:
      [
        number(
          "rate", "months by which the lag shrinks in a year", "months per year", 3.4, 0...24,
          "the fastest decline that the half-years 2024H1 to 2026H2 leave open (lower end of the slope's 90 % interval)"
        )
      ]
    case .lagStalls:
      [
        number(
          "wander", "how far the lag still wanders in half a year", "months per half-year", 0, 0...10,
          "by definition; 1.7 is what it wandered without the fall of early 2024")
      ]
    case .lagWidens:
      [
        number(
          "rate", "months by which the lag grows in a year", "months per year", 3, 0...24,
          "followers that are a quarter slower for want of compute: 0.25 x 12 months")
      ]
    case .chineseOriginBarred:
      [
        month(6), probability,
        choice(
          "self-hosted", "whether weights of Chinese origin on one's own machines are barred too", "barred",
          ["barred", "allowed"],
          "the US defence act for 2026, section 1532, speaks of origin; its scope over"
            + " self-hosted weights is open"),
      ]
    case .usAPIsDenied: [month(6), probability]
    case .priceShock:
      [
        choice(
          "class", "what becomes dearer or cheaper", "open",
          ["closed", "closed-flagship", "closed-small", "open", "seat-plan"], "by choice"),
        number(
          "factor", "what prices are multiplied by", "times", 2, 0.01...100, "DeepSeek in August 2026: 1.5 to 3 times"),
        month(6),
      ]
    case .gpuRent:
      [
        number(
          "factor", "what rents are multiplied by", "times", 1.4, 0.01...100,
          "an H100 from October 2025 to March 2026 (SemiAnalysis): $1.70 to $2.35 an hour"), month(0),
      ]
    case .peakPricing:
      [
        choice(
          "class", "whose prices are higher in peak hours", "open",
          ["closed", "closed-flagship", "closed-small", "open"], "by choice"),
        number(
          "factor", "peak price over off-peak price", "times", 2, 1...20, "DeepSeek since September 2026: 2 times"),
        month(0),
      ]
    case .flatRateEnds: [month(6)]
    case .exportHeadStart:
      [
        number("days", "days by which closed models come earlier than today", "days", 90, 0...730, "assumed"), month(0),
      ]
    case .breakthrough:
      [
        number(
          "hazard", "chance that it comes, as a rate", "per year", 0.3, 0...100,
          "one of o1's size in 3.3 years from 2023"),
        number(
          "price", "what prices are multiplied by for those who have it", "times", 0.33, 0.001...10,
          "a year of algorithmic progress at once, about 3 times (Gundlach et al. 2026, arXiv 2511.23455v2)"),
        number(
          "gain", "months of progress that those who have it gain at once", "months", 9.5, 0...120,
          "o1's 12 points at 1.26 points a month"),
        choice("first", "who has it first", "open", ["open", "closed"], "by choice"),
        number(
          "delay", "months after which the other side has it: if open models are first, the incumbents' delay",
          "months",
          9, 0...120, "leaders' records were reached after 4.3 (o1-mini) to 13.4 months (o3)"),
      ]
    }
  }

  /// The assumption in a sentence, without its numbers.
  public var meaning: String {
    switch self {
    case .lagShrinks: "Open models come steadily closer to closed ones, and in the end lead."
    case .lagStalls: "Open models stay as far behind closed ones as they are."
    case .lagWidens: "A compute moat holds: open models fall further behind."
    case .chineseOriginBarred: "Models of Chinese origin may no longer serve."
    case .usAPIsDenied: "Interfaces under US law, and closed US models wherever they run, are denied to you."
    case .priceShock: "Prices of a class jump."
    case .gpuRent: "Rents of machines jump."
    case .peakPricing: "Requests in peak hours cost more."
    case .flatRateEnds: "Seat plans end, and the same tokens are paid metered."
    case .exportHeadStart: "Closed models come earlier at home than anything that open ones can learn from."
    case .breakthrough: "A new architecture comes once, at a random time, cheaper and abler, and others get it later."
    }
  }

  private func number(
    _ name: String, _ meaning: String, _ unit: String, _ value: Double, _ range: ClosedRange<Double>, _ source: String
  ) -> ScenarioParameter {
    ScenarioParameter(
      name: name, meaning: meaning, unit: unit, domain: .number(default: value, range: range), source: source)
  }

  private func choice(
    _ name: String, _ meaning: String, _ value: String, _ names: [String], _ source: String
  ) -> ScenarioParameter {
    ScenarioParameter(
      name: name, meaning: meaning, unit: "", domain: .choice(default: value, among: names), source: source)
  }

  private func month(_ value: Double) -> ScenarioParameter {
    number("month", "months from the start until it happens", "months", value, 0...120, "by choice")
  }

  private var probability: ScenarioParameter {
    number("probability", "chance that it happens at all", "", 1, 0...1, "by choice")
  }
}
