internal import Evidence
internal import Learning

extension ConditionStudy {
  static func conditions() throws -> [Condition] {
    try dependence() + judgeNoise() + placeBias() + weights() + labels()
  }

  private static func dependence() throws -> [Condition] {
    let law = try PairLaw(tieRate: 0.5, mean: -0.05)
    return [
      Condition(name: "five turns of a conversation with one outcome, counted as five pairs", expected: 0.65) {
        tally, random in add(law.draw(&random), times: 5, to: &tally)
      },
      Condition(name: "the same, counted once a conversation", horizon: 4000, bound: 0.05, expected: 0.025) {
        tally, random in add(law.draw(&random), to: &tally)
      },
      Condition(
        name: "five turns, four in five alike, their mean rounded by lot, counted once a conversation", horizon: 4000,
        bound: 0.05
      ) { tally, random in
        let common = law.draw(&random)
        var sum = 0.0
        for _ in 0..<5 { sum += (random.uniform() < 0.8 ? common : law.draw(&random)).value }
        add(Difference(mean: sum / 5, lot: random.uniform()), to: &tally)
      },
    ]
  }

  private static func judgeNoise() throws -> [Condition] {
    let worse = try PairLaw(tieRate: 0.5, mean: -0.05)
    let equal = try PairLaw(tieRate: 0.5, mean: 0)
    func noisy(_ law: PairLaw) -> @Sendable (inout PairTally, inout SplitMix64) -> Void {
      { tally, random in
        let difference = law.draw(&random)
        add(random.uniform() < 0.15 ? flipped(difference) : difference, to: &tally)
      }
    }
    let scaled = 0.05 * JudgeNoise.scale(flips: 0.15, places: 0)
    return [
      Condition(name: "a judge that flips 15 %, margin as it is", horizon: 12_000, expected: 0.39, step: noisy(worse)),
      Condition(
        name: "the same, margin scaled to \(scaled.shown(3))", margin: scaled, horizon: 12_000, bound: 0.05,
        expected: 0.048,
        step: noisy(worse)),
      Condition(
        name: "the same judge and margin, challenger equal (promotion is right)", margin: scaled, step: noisy(equal)),
    ]
  }

  private static func placeBias() throws -> [Condition] {
    let law = try PairLaw(tieRate: 0.5, mean: -0.05)
    func biased(
      _ share: Double, _ place: @escaping @Sendable (inout SplitMix64) -> Difference
    ) -> @Sendable (inout PairTally, inout SplitMix64) -> Void {
      { tally, random in
        let difference = law.draw(&random)
        let isByPlace = random.uniform() < share
        add(isByPlace ? place(&random) : difference, to: &tally)
      }
    }
    let both: @Sendable (inout SplitMix64) -> Difference = { _ in Difference(.challenger, .incumbent) }
    let scaled = 0.05 * JudgeNoise.scale(flips: 0, places: 0.2)
    return [
      Condition(
        name: "a judge that always prefers the first, challenger first", horizon: 12_000, step: biased(1) { _ in .won }),
      Condition(
        name: "the same, both orders averaged (all ties; `JudgeNoise` refuses this judge)", horizon: 12_000,
        step: biased(1, both)),
      Condition(
        name: "a judge that prefers the first in 20 %, challenger first", horizon: 12_000, expected: 1,
        step: biased(0.2) { _ in .won }),
      Condition(
        name: "the same, order by lot", horizon: 12_000, expected: 0.154,
        step: biased(0.2) { random in random.uniform() < 0.5 ? .won : .lost }),
      Condition(name: "the same, both orders averaged, margin as it is", horizon: 12_000, step: biased(0.2, both)),
      Condition(
        name: "the same, both orders averaged, margin scaled to \(scaled.shown(3))", margin: scaled, horizon: 12_000,
        bound: 0.05,
        step: biased(0.2, both)),
    ]
  }

  /// Two strata of equal traffic, the one sampled with 0.05 and the other with 0.25; the common one is better, the rare
  /// one worse, and the whole is at the margin.
  private static func weights() throws -> [Condition] {
    guard let low = SampleWeight(least: 0.05, probability: 0.25) else { return [] }
    func strata(_ shift: Double) throws -> @Sendable (inout PairTally, inout SplitMix64) -> Void {
      let rare = try PairLaw(tieRate: 0.5, mean: -0.15 + shift)
      let common = try PairLaw(tieRate: 0.5, mean: 0.05 + shift)
      return { tally, random in
        // Of six sampled pairs one is of the rare stratum.
        if random.uniform() < 1.0 / 6 {
          add(rare.draw(&random), to: &tally)
        } else {
          add(common.draw(&random), low, to: &tally)
        }
      }
    }
    return [
      Condition(
        name: "strata sampled with 0.05 and 0.25, weighted", bound: 0.05, expected: 0.027, step: try strata(0)),
      Condition(
        name: "the same, challenger equal (promotion is right)", expected: 0.997, step: try strata(0.05)),
    ]
  }

  /// A judge that favours the challenger in 5 % of all pairs; every fifth pair goes to a person.
  private static func labels() throws -> [Condition] {
    let worse = try PairLaw(tieRate: 0.5, mean: -0.05)
    let equal = try PairLaw(tieRate: 0.5, mean: 0)
    func judged(_ law: PairLaw, labelled: Bool) -> @Sendable (inout PairTally, inout SplitMix64) -> Void {
      { tally, random in
        let truth = law.draw(&random)
        let judge = random.uniform() < 0.05 ? Difference.won : truth
        let isLabelled = labelled && random.uniform() < 0.2
        try? tally.add(judge, person: isLabelled ? truth : nil)
      }
    }
    return [
      Condition(
        name: "a judge that favours the challenger in 5 %, judge alone", horizon: 12_000, expected: 0.99,
        step: judged(worse, labelled: false)),
      Condition(
        name: "the same, one in five corrected by a person", labelProbability: 0.2, horizon: 12_000, bound: 0.05,
        expected: 0.035, step: judged(worse, labelled: true)),
      Condition(
        name: "the same, challenger equal (promotion is right)", labelProbability: 0.2, horizon: 12_000,
        expected: 0.97, step: judged(equal, labelled: true)),
    ]
  }
}

extension Double {
  /// The number with so many decimals.
  package func shown(_ decimals: Int) -> String {
    guard isFinite, abs(self) < 1e12 else { return isNaN ? "–" : self < 0 ? "−∞" : "∞" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let units = Int((abs(self) * scale).rounded())
    let sign = self < 0 && units > 0 ? "−" : ""
    guard decimals > 0 else { return sign + "\(units)" }
    let digits = "\(units)"
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }
}
