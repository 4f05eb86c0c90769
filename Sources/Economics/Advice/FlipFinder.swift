/// Finds the nearest changes of the world at which another class is the best.
///
/// Costs are straight lines in prices, in the error of open models and in the cost of an error, so the answers are
/// exact crossings of a lower envelope. Budgets and which options may be chosen are held as they are.
struct FlipFinder {
  let evaluator: OptionEvaluator
  let point: BeliefPoint
  /// Options that may be chosen, and all of them.
  let eligible: [(draft: OptionEvaluator.Draft, label: String)]
  let all: [(draft: OptionEvaluator.Draft, label: String)]
  /// Options whose error is bounded as it must be where errors cannot be made good.
  let bounded: [(draft: OptionEvaluator.Draft, label: String)]
  let advised: OptionClass
  /// Whether uncaught harm is bounded instead of weighed, and from what error cost on it is.
  let isConstrained: Bool
  let threshold: Double
  /// The best open and the best closed option, whose errors make the gap.
  let open: AdviceOption?
  let closed: AdviceOption?
  /// The most that the probability of an error may be where errors cannot be made good.
  let epsilon: Double

  func flips() -> [Flip] {
    let cost = point[.errorCost] ?? 0
    var flips = both(.openPrices, current: 1, from: 1, 0...1e6) { .init(openPrices: $0) }
    flips += both(.closedPrices, current: 1, from: 1, 0...1e6) { .init(closedPrices: $0) }
    if let open, let closed {
      let gap = open.expected.error - closed.expected.error
      flips +=
        isConstrained
        ? boundedGap(open, gap)
        : both(.errorGap, current: gap, from: 0, (-open.expected.error)...1, shift: gap) { .init(openError: $0) }
    }
    guard isConstrained else {
      let weighed = both(.errorCost, current: cost, from: cost, 0...threshold) { .init(errorCost: $0) }
      return flips + weighed + (weighed.contains { $0.at > cost } ? [] : aboveThreshold(current: cost))
    }
    return flips + belowThreshold(current: cost)
  }

  /// The gap at which the open option nearest to it would be bounded as it must be, its interval being as wide as now in
  /// proportion; none when it would not cost less.
  private func boundedGap(_ open: AdviceOption, _ gap: Double) -> [Flip] {
    guard advised == .closed, !open.isEligible, open.error.bound > epsilon, let closed,
      open.monthly.value < closed.monthly.value
    else { return [] }
    let needed = open.error.value * epsilon / open.error.bound
    return [
      Flip(
        parameter: .errorGap, current: gap, at: gap + needed - open.error.value, toClass: .open, toLabel: open.label)
    ]
  }

  /// Where errors can no longer be made good, only options whose error is bounded may be chosen.
  private func aboveThreshold(current: Double) -> [Flip] {
    let envelope = self.envelope(bounded, weighsHarm: false) { .init(errorCost: $0) }
    guard let best = envelope.cheapest(at: threshold), bounded[best].draft.optionClass != advised else { return [] }
    return [flip(.errorCost, current, threshold, bounded[best])]
  }

  /// Where errors can be made good again, every option may be chosen: at once another class may be the best.
  private func belowThreshold(current: Double) -> [Flip] {
    let envelope = self.envelope(all, weighsHarm: true) { .init(errorCost: $0) }
    guard let best = envelope.cheapest(at: threshold) else { return [] }
    if all[best].draft.optionClass != advised {
      return [flip(.errorCost, current, threshold, all[best])]
    }
    return envelope.change(from: threshold, to: 0) { all[$0].draft.optionClass != advised }.map {
      [flip(.errorCost, current, $0.at, all[$0.line])]
    } ?? []
  }

  private func both(
    _ parameter: Flip.Parameter, current: Double, from start: Double, _ range: ClosedRange<Double>,
    shift: Double = 0, _ knobs: (Double) -> OptionEvaluator.Knobs
  ) -> [Flip] {
    let envelope = self.envelope(eligible, weighsHarm: !isConstrained, near: start, knobs)
    return [range.lowerBound, range.upperBound].compactMap { limit in
      let change = envelope.change(from: start, to: limit) { eligible[$0].draft.optionClass != advised }
      guard let change, isOther(just(beyond: change.at, from: start), knobs) else { return nil }
      return flip(parameter, current, change.at + shift, eligible[change.line])
    }
  }

  // Errors stay between 0 and 1 and a cascade is no worse than its parts, where lines bend: a flip is kept only if the
  // costs themselves say so.
  private func isOther(_ x: Double, _ knobs: (Double) -> OptionEvaluator.Knobs) -> Bool {
    let costs = eligible.compactMap { option in
      cost(option.draft, knobs(x), weighsHarm: !isConstrained).map { (option.draft.optionClass, $0) }
    }
    return costs.min { $0.1 < $1.1 }.map { $0.0 != advised } ?? false
  }

  private func just(beyond place: Double, from start: Double) -> Double {
    place + (place < start ? -1 : 1) * max(1e-9, abs(place - start) / 1000)
  }

  private func cost(
    _ draft: OptionEvaluator.Draft, _ knobs: OptionEvaluator.Knobs, weighsHarm: Bool
  ) -> Double? {
    evaluator.cost(draft, point, knobs).map { weighsHarm ? $0.total : $0.total - $0.uncaughtErrors }
  }

  private func flip(
    _ parameter: Flip.Parameter, _ current: Double, _ at: Double,
    _ option: (draft: OptionEvaluator.Draft, label: String)
  ) -> Flip {
    Flip(
      parameter: parameter, current: current, at: at, toClass: option.draft.optionClass, toLabel: option.label)
  }

  private func envelope(
    _ options: [(draft: OptionEvaluator.Draft, label: String)], weighsHarm: Bool, near start: Double = 1,
    _ knobs: (Double) -> OptionEvaluator.Knobs
  ) -> LowerEnvelope {
    // Two near places: an error stays between 0 and 1, so that its line must be read where it is straight.
    let step = max(1e-3, start / 1000)
    return LowerEnvelope(
      lines: options.map { option in
        LowerEnvelope.Line(
          at: start, cost(option.draft, knobs(start), weighsHarm: weighsHarm) ?? .infinity, at: start + step,
          cost(option.draft, knobs(start + step), weighsHarm: weighsHarm) ?? .infinity)
      })
  }
}
