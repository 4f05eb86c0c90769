internal import Catalog
internal import Policy

extension UseCaseAdviser {
  private typealias Rated = (draft: OptionEvaluator.Draft, option: AdviceOption)

  /// The row of the adoption table.
  func row() -> UseCaseAdvice {
    let drafts = DraftList(search.candidates, builder)
    let point = beliefs.central
    // Cascades are many; those that could be the best are found before intervals are reckoned.
    let cascades = drafts.cascades.compactMap { draft in
      builder.evaluator.cost(draft, point).map { (draft: draft, cost: builder.ranked($0)) }
    }.sorted { $0.cost < $1.cost }.map(\.draft)
    let today = today()
    let singles = drafts.singles.compactMap(rated)
    let chosenCascades = bestCascades(cascades)
    let rated = (singles + chosenCascades).sorted { left, right in
      // Of equal ones what serves today stays; of those that may not be chosen the nearest to it comes first.
      func key(_ option: AdviceOption) -> (Int, Double, Int, String) {
        let isBound = isConstrained && !option.isEligible
        return (
          option.isEligible ? 0 : 1, isBound ? option.error.bound : option.monthly.value,
          option.label == today?.option.label ? 0 : 1, option.label
        )
      }
      return key(left.option) < key(right.option)
    }
    let advised = rated.first { $0.option.isEligible } ?? leastBound(rated)
    var best: [OptionClass: AdviceOption] = [:]
    for (_, option) in rated where best[option.optionClass] == nil { best[option.optionClass] = option }
    let flips = advised.map { self.flips($0.option, rated, drafts, cascades, best) } ?? []
    let policyUseCase = policy.policy.useCases[request.useCase]
    var row = UseCaseAdvice(
      useCase: useCase, policyUseCase: policyUseCase.id, isConstrained: isConstrained, advised: advised?.option,
      today: today?.option, todayRefusal: today?.refusal, saving: nil, best: best, options: rated.map(\.option),
      policyClass: policyUseCase.modelClass,
      agreement: advised.map { PolicyAgreement(policyUseCase.modelClass, $0.option.optionClass) }, why: "",
      flips: flips, breakEven: breakEven(rated, best), missing: [], lag: lag, swings: [], swingFlips: [],
      unpriced: search.unpriced, unjudged: search.unjudged, refusals: search.refusals, hosting: hosting(best),
      plan: nil, beliefs: beliefs)
    if let advised {
      row.swings = beliefs.swings { point in
        builder.evaluator.cost(advised.draft, point).map { builder.ranked($0) * useCase.requestsPerMonth }
      }.sorted { ($1.width, $0.factor.rank) < ($0.width, $1.factor.rank) }
      row.swingFlips = swingFlips(advised.option, drafts.efficient + cascades)
      row.plan = useCase.plan?.compared(
        requestsPerMonth: useCase.requestsPerMonth, meteredPerRequest: advised.option.expected.cash)
      if let today { row.saving = saving(from: today.draft, to: advised.draft) }
    }
    row.why = why(row)
    row.missing = missing(row)
    return row
  }

  private func rated(_ draft: OptionEvaluator.Draft) -> Rated? { builder.option(draft).map { (draft, $0) } }

  /// The cheapest cascades, eligible ones first.
  private func bestCascades(_ sorted: [OptionEvaluator.Draft]) -> [Rated] {
    var chosen: [Rated] = []
    var refused: [Rated] = []
    for draft in sorted where chosen.count < 3 {
      guard let one = rated(draft) else { continue }
      if one.option.isEligible { chosen.append(one) } else { refused.append(one) }
    }
    return chosen.isEmpty ? Array(refused.prefix(1)) : chosen
  }

  /// Where nothing may be chosen, what errs least comes first.
  private func leastBound(_ rated: [Rated]) -> Rated? {
    rated.min { ($0.option.error.bound, $0.option.monthly.value) < ($1.option.error.bound, $1.option.monthly.value) }
  }

  private func flips(
    _ advised: AdviceOption, _ rated: [Rated], _ drafts: DraftList, _ cascades: [OptionEvaluator.Draft],
    _ best: [OptionClass: AdviceOption]
  ) -> [Flip] {
    let all = (drafts.efficient + cascades).map { (draft: $0, label: builder.label($0)) }
    var eligible: [(draft: OptionEvaluator.Draft, label: String)] = []
    var bounded: [(draft: OptionEvaluator.Draft, label: String)] = []
    for item in all {
      guard let error = builder.error(item.draft), let cost = builder.evaluator.cost(item.draft, beliefs.central) else {
        continue
      }
      if builder.eligibility(bound: error.bound, cash: cost.cash) == .eligible { eligible.append(item) }
      if error.bound <= useCase.epsilon { bounded.append(item) }
    }
    return FlipFinder(
      evaluator: builder.evaluator, point: beliefs.central, eligible: eligible, all: all, bounded: bounded,
      advised: advised.optionClass, isConstrained: isConstrained, threshold: threshold, open: best[.open],
      closed: best[.closed], epsilon: useCase.epsilon
    ).flips()
  }

  /// Which class is the best with one factor at either end of its interval.
  private func swingFlips(_ advised: AdviceOption, _ drafts: [OptionEvaluator.Draft]) -> [SwingFlip] {
    guard !isConstrained else { return [] }
    return beliefs.uncertain.flatMap { factor -> [SwingFlip] in
      guard let quantity = beliefs.quantities[factor] else { return [] }
      return [quantity.low, quantity.high].compactMap { end in
        let point = beliefs.central.moving(factor, to: end)
        let best = drafts.compactMap { draft in
          builder.evaluator.cost(draft, point).map { (draft.optionClass, builder.ranked($0)) }
        }.min { $0.1 < $1.1 }
        guard let best, best.0 != advised.optionClass else { return nil }
        return SwingFlip(factor: factor, at: end, toClass: best.0)
      }
    }
  }

  private func breakEven(_ rated: [Rated], _ best: [OptionClass: AdviceOption]) -> BreakEven? {
    func draft(_ optionClass: OptionClass) -> Rated? {
      rated.first { $0.option.optionClass == optionClass && $0.option == best[optionClass] }
    }
    guard let open = draft(.open), let closed = draft(.closed) else { return nil }
    let (cheap, dear) = open.option.expected.cash <= closed.option.expected.cash ? (open, closed) : (closed, open)
    // Both rest on the same beliefs, so the gap has an interval of its own, narrower than that of unrelated rates.
    let gap = beliefs.interval { point in
      builder.evaluator.cost(cheap.draft, point).flatMap { left in
        builder.evaluator.cost(dear.draft, point).map { left.error - $0.error }
      }
    }
    guard let gap else { return nil }
    return BreakEven(
      costGap: dear.option.expected.cash - cheap.option.expected.cash, errorGap: gap.value,
      gapInterval: gap.low...max(gap.low, gap.high))
  }

  private func saving(from today: OptionEvaluator.Draft, to advised: OptionEvaluator.Draft) -> Estimate? {
    beliefs.interval { point in
      builder.evaluator.cost(today, point).flatMap { before in
        builder.evaluator.cost(advised, point).map { builder.ranked(before) - builder.ranked($0) }
      }
    }.map { Estimate($0, times: useCase.requestsPerMonth) }
  }
}
