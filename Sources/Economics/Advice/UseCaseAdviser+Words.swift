internal import Catalog
internal import Foundation

extension UseCaseAdviser {
  /// Why the class came out, in a sentence.
  func why(_ row: UseCaseAdvice) -> String {
    guard let advised = row.advised else {
      return "No offer is permitted, has a known price and a known or derivable error rate."
    }
    if isConstrained { return constrainedWhy(row, advised) }
    let rivals = OptionClass.allCases.compactMap { $0 == advised.optionClass ? nil : row.best[$0] }
      .filter(\.isEligible).sorted { $0.monthly.value < $1.monthly.value }
    guard let rival = rivals.first else {
      return "Only \(advised.optionClass.rawValue) options are permitted, have a price and may be chosen."
    }
    let requests = useCase.requestsPerMonth
    let cash = (rival.expected.cash - advised.expected.cash) * requests
    let errors = rival.monthly.value - advised.monthly.value - cash
    func versus(_ amount: Double) -> String {
      "\(Wording.dollars(abs(amount))) \(amount >= 0 ? "less" : "more")"
    }
    return "\(advised.optionClass.rawValue.capitalizedFirst) costs "
      + "\(Wording.dollars(rival.monthly.value - advised.monthly.value)) a month less than the best "
      + "\(rival.optionClass.rawValue) option (\(rival.label)): \(versus(cash)) for tokens, \(versus(errors)) for errors."
  }

  private func constrainedWhy(_ row: UseCaseAdvice, _ advised: AdviceOption) -> String {
    let cost = Wording.dollars(beliefs.quantities[.errorCost]?.value ?? 0)
    let start =
      "An uncaught error costs \(cost), more than the \(Wording.dollars(threshold)) that can be made good, so its "
      + "probability must be at most \(Wording.percent(useCase.epsilon))"
    guard advised.isEligible else {
      return start + "; no option is known to be that good, the nearest one may err up to "
        + "\(Wording.percent(advised.error.bound)): have a person answer, or count errors."
    }
    let others = row.options.filter { $0.optionClass != .closed }.map(\.error.bound).min()
    let rest = others.map { "; the best other option may err up to \(Wording.percent($0))" } ?? ""
    return start + ": \(advised.label) is the cheapest that is, with up to "
      + "\(Wording.percent(advised.error.bound))\(advised.error.isMeasured ? " (measured)" : " (assumed)")\(rest)."
  }

  /// What is not known and would settle the row.
  func missing(_ row: UseCaseAdvice) -> [MissingEvidence] {
    var missing: [MissingEvidence] = []
    if isConstrained, let advised = row.advised, !advised.error.isMeasured {
      missing.append(clean(.advisedErrors, advised.label))
      if let other = row.options.first(where: { !$0.isEligible && $0.monthly.value < advised.monthly.value }) {
        missing.append(clean(.challengerErrors, other.label))
      }
    }
    if !isConstrained, let advised = row.advised, advised.optionClass != .closed, !advised.error.isMeasured,
      let open = row.best[.open] ?? row.best[.hybrid]
    {
      missing.append(comparison(open, row.flips))
    }
    if let guess = releaseGuess(row) { missing.append(guess) }
    if row.advised?.optionClass == .hybrid, useCase.detector?.counted == nil {
      missing.append(
        MissingEvidence(
          kind: .detectorRecall,
          sentence:
            "Show the detector answers that are known to be wrong and count those it sees; its recall is assumed.",
          samples: nil))
    }
    if useCase.today == nil {
      missing.append(
        MissingEvidence(
          kind: .today, sentence: "Say what serves today; without it no saving can be stated.", samples: nil))
    } else if row.today == nil {
      missing.append(
        MissingEvidence(
          kind: .today, sentence: "What serves today has no known price or error rate, so no saving can be stated.",
          samples: nil))
    }
    if let cost = beliefs.quantities[.errorCost], !cost.isExact, cost.low <= threshold, cost.high > threshold {
      missing.append(
        MissingEvidence(
          kind: .errorCost,
          sentence:
            "The cost of an error (\(Wording.dollars(cost.low)) to \(Wording.dollars(cost.high))) lies on both sides"
            + " of the \(Wording.dollars(threshold)) that can be made good; settle on which.", samples: nil))
    }
    if beliefs.quantities[.lag] == nil {
      missing.append(
        MissingEvidence(
          kind: .lag, sentence: "No lag of open models is known; only models with measured errors are weighed.",
          samples: nil))
    }
    return missing
  }

  /// Models of the advised option whose error rate rests on a guessed age.
  private func releaseGuess(_ row: UseCaseAdvice) -> MissingEvidence? {
    let models = search.candidates.filter { candidate in
      candidate.model.released == nil && beliefs.quantities[.measuredError(candidate.model.id)] == nil
        && row.advised?.label.components(separatedBy: " → ").contains(candidate.label) == true
    }.map(\.model.id)
    guard !models.isEmpty else { return nil }
    return MissingEvidence(
      kind: .release,
      sentence:
        "The catalogue has no release day of \(models.joined(separator: " and ")), so it is taken to be as young as"
        + " its first known price; if it is older, it errs more than is reckoned with.", samples: nil)
  }

  private func clean(_ kind: MissingEvidence.Kind, _ label: String) -> MissingEvidence {
    let samples = BinomialBound.cleanSamples(toProve: useCase.epsilon)
    let count = samples.map { Wording.grouped(Double($0)) } ?? "more than countable many"
    return MissingEvidence(
      kind: kind,
      sentence: "Judge \(count) answers of \(label) without one error: that bounds its errors by "
        + "\(Wording.percent(useCase.epsilon)) at 95 % confidence.", samples: samples)
  }

  /// How many answers tell an error rate as believed from one at which the choice flips.
  private func comparison(_ open: AdviceOption, _ flips: [Flip]) -> MissingEvidence {
    guard let flip = flips.first(where: { $0.parameter == .errorGap && $0.at > $0.current }) else {
      return MissingEvidence(
        kind: .challengerErrors,
        sentence: "Errors of \(open.label) are not measured; no rate of them would flip the choice.",
        samples: nil)
    }
    let believed = min(open.error.value, 1 - 1e-9)
    let limit = min(1 - 1e-9, believed + flip.at - flip.current)
    let samples = Self.samples(toTell: believed, from: limit)
    return MissingEvidence(
      kind: .challengerErrors,
      sentence:
        "Judge \(samples.map { Wording.grouped(Double($0)) } ?? "very many") answers of \(open.label): that tells an "
        + "error rate of \(Wording.percent(believed)), as believed, from \(Wording.percent(limit)), at which "
        + "\(flip.toClass.rawValue) is cheaper (95 % confidence, 80 % power).", samples: samples)
  }

  /// Samples for a one-sided test of one proportion at 95 % confidence and 80 % power, by the normal approximation.
  static func samples(toTell believed: Double, from limit: Double) -> Int? {
    guard limit > believed, believed >= 0, limit < 1 else { return nil }
    let spread = 1.644_854 * (limit * (1 - limit)).squareRoot() + 0.841_621 * (believed * (1 - believed)).squareRoot()
    let count = (spread / (limit - believed)) * (spread / (limit - believed))
    let least = BinomialBound.cleanSamples(toProve: limit) ?? 0
    return count < 1e15 ? max(least, Int(count.rounded(.up))) : nil
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
