internal import Catalog

/// Makes options of candidates: costs with intervals, error rates with bounds, and whether they may be chosen.
struct OptionBuilder {
  typealias Draft = OptionEvaluator.Draft

  let useCase: WorkloadUseCase
  let evaluator: OptionEvaluator
  let beliefs: Beliefs
  let isConstrained: Bool
  let instant: Timestamp

  func option(_ draft: Draft) -> AdviceOption? {
    let point = beliefs.central
    guard let expected = evaluator.cost(draft, point),
      let monthly = beliefs.interval({ point in evaluator.cost(draft, point).map { ranked($0) } }),
      let harm = beliefs.interval({ evaluator.cost(draft, $0)?.uncaughtErrors }), let error = error(draft)
    else { return nil }
    let offers = offers(draft)
    let next = offers.compactMap { offer in
      offer.nextTokenPrice(of: useCase.tokens, after: instant)
    }.min { $0.from < $1.from }
    return AdviceOption(
      kind: kind(draft), optionClass: draft.optionClass, label: label(draft), expected: expected,
      monthly: Estimate(monthly, times: useCase.requestsPerMonth, atLeast: 0),
      monthlyHarm: Estimate(harm, times: useCase.requestsPerMonth, atLeast: 0), error: error,
      eligibility: eligibility(bound: error.bound, cash: expected.cash), prices: citations(draft),
      nextFrom: next?.from, nextTokens: next?.dollars)
  }

  /// What options are compared by.
  func ranked(_ cost: ExpectedCost) -> Double { isConstrained ? cost.total - cost.uncaughtErrors : cost.total }

  func eligibility(bound: Double, cash: Double) -> AdviceOption.Eligibility {
    if isConstrained, bound > useCase.epsilon { return .errorBound(bound, epsilon: useCase.epsilon) }
    let spent = cash * useCase.requestsPerMonth
    if let budget = useCase.constraints.monthlyBudget, spent > budget {
      return .overBudget(monthly: spent, budget: budget)
    }
    return .eligible
  }

  func error(_ draft: Draft) -> ErrorRate? {
    switch draft {
    case .single(let candidate): return error(candidate)
    case .cascade(let open, let closed):
      guard let interval = beliefs.interval(multiplies: true, { evaluator.cascade(open, closed, $0)?.error }),
        let openRate = error(open), let closedRate = error(closed)
      else { return nil }
      // Only a recall that was counted makes a bound lower; an assumed one could be anything.
      let recall = useCase.detector?.counted?.bound ?? 0
      return ErrorRate(
        value: interval.value, low: interval.low, high: interval.high,
        bound: openRate.bound * (1 - recall) + recall * min(openRate.bound, closedRate.bound),
        origin: .combined(
          isMeasured: openRate.isMeasured && closedRate.isMeasured && useCase.detector?.counted != nil))
    }
  }

  func error(_ candidate: Candidate) -> ErrorRate? {
    if let count = useCase.measured.first(where: { $0.model == candidate.model.id }) { return count.rate }
    guard let interval = beliefs.interval(multiplies: true, { evaluator.model.rate(candidate.model, $0) }),
      let months = evaluator.model.monthsBehind(candidate.model, beliefs.central)
    else { return nil }
    return ErrorRate(
      value: interval.value, low: interval.low, high: interval.high, origin: .derived(monthsBehind: months))
  }

  func label(_ draft: Draft) -> String {
    switch draft {
    case .single(let candidate): candidate.label
    case .cascade(let open, let closed): "\(open.label) → \(closed.label)"
    }
  }

  private func kind(_ draft: Draft) -> AdviceOption.Kind {
    switch draft {
    case .cascade(let open, let closed): return .cascade(open: open.label, closed: closed.label)
    case .single(let candidate):
      switch candidate.place {
      case .offer(let offer, _): return .offer(offer.id)
      case .ownMachines(let hosting, let plan): return .selfHosted(hosting.model, plan)
      }
    }
  }

  private func parts(_ draft: Draft) -> [Candidate] {
    switch draft {
    case .single(let candidate): [candidate]
    case .cascade(let open, let closed): [open, closed]
    }
  }

  private func offers(_ draft: Draft) -> [Offer] {
    parts(draft).compactMap { if case .offer(let offer, _) = $0.place { offer } else { nil } }
  }

  private func citations(_ draft: Draft) -> [Citation] {
    parts(draft).map {
      switch $0.place {
      case .offer(_, let price): price.citation
      case .ownMachines(let hosting, _): Citation(source: hosting.source, asOf: instant)
      }
    }
  }
}
