import Catalog
import Economics
import Foundation
import Frontier
import Futures

/// Turns a row of advice into what its futures are drawn from.
struct FutureWorkMaker {
  var catalog: Catalog
  /// By which share requests grow in a year.
  var growth: Double

  /// What a request costs when nothing may serve it, so that a person does.
  static let personCost = Assumption(
    "a request that a person does", 5, unit: "dollars",
    source: "assumed: a few minutes of paid work; it only counts in months in which nothing may serve")
  /// Peak hours of the makers that have them: 35 of the week's 168.
  static let peakShare = 35.0 / 168

  /// Nil where nothing is known of errors, or nothing may serve.
  func work(_ row: UseCaseAdvice) -> FutureWork? {
    let factors = Dictionary(row.factors.map { ($0.factor, $0.quantity) }, uniquingKeysWith: { first, _ in first })
    guard let closed = factors[.bestClosedError], let decline = factors[.errorDecline],
      let first = row.today ?? row.advised
    else { return nil }
    let lag = lag(row, factors)
    let openError = closed.value * pow(max(1, decline.value), lag.value / 12)
    var options: [FutureOption] = []
    var seen: Set<String> = []
    for option in chosen(row, first) {
      guard let future = self.option(option, row, closedError: closed.value, openError: openError),
        seen.insert(future.id).inserted
      else { continue }
      options.append(future)
    }
    if let plan = plan(row, closedError: closed.value, seen) { options.append(plan) }
    guard let today = options.firstIndex(where: { $0.id == first.label }) else { return nil }
    let prices = (factors[.errorCost]?.value ?? 0, factors[.caughtShare]?.value ?? 0, factors[.reviewCost]?.value ?? 0)
    return FutureWork(
      useCase: row.useCase.id, title: row.useCase.title, requestsPerMonth: row.useCase.requestsPerMonth,
      growthPerYear: Assumption(
        "growth of requests", growth, unit: "share per year",
        source: growth == 0 ? "assumed: as many as today" : "given with --growth"),
      errorCost: prices.0, caughtShare: prices.1, reviewCost: prices.2, errorBound: bound(row, first), lag: lag,
      closedError: assumption(.bestClosedError, closed), errorFall: fall(decline), personCost: Self.personCost.value,
      options: options, today: today)
  }

  /// The best of each kind, and of each kind the best that a ban on an origin or on a country's interfaces leaves.
  private func chosen(_ row: UseCaseAdvice, _ today: AdviceOption) -> [AdviceOption] {
    var chosen = [today]
    let ranked = row.options.sorted {
      ($0.isEligible ? 0 : 1, $0.monthly.value) < ($1.isEligible ? 0 : 1, $1.monthly.value)
    }
    let tests: [(Facts) -> Bool] = [
      { _ in true }, { $0.origin != "CN" }, { $0.host != "US" && $0.origin != "US" }, { $0.host != "US" },
    ]
    for kind in FutureOption.Kind.allCases {
      let ofKind = ranked.compactMap { option in facts(option).flatMap { $0.kind == kind ? (option, $0) : nil } }
      for test in tests { if let found = ofKind.first(where: { test($0.1) }) { chosen.append(found.0) } }
    }
    return chosen
  }

  private struct Facts {
    var kind: FutureOption.Kind
    var origin: String
    var host: String
  }

  private func facts(_ option: AdviceOption) -> Facts? {
    switch option.kind {
    case .offer(let id), .cascade(let id, _):
      guard let number = catalog.offerNumber(id), let model = catalog.model(catalog.offers[number].model) else {
        return nil
      }
      let kind: FutureOption.Kind =
        if case .cascade = option.kind { .hybrid } else if model.weights == .open { .open } else {
          model.tier == .small ? .closedSmall : .closedFlagship
        }
      return Facts(
        kind: kind, origin: model.origin, host: catalog.provider(catalog.offers[number].provider)?.seat ?? "")
    case .selfHosted(let id, _):
      return Facts(kind: .selfHosted, origin: catalog.model(id)?.origin ?? "", host: CountryCodes.selfHosted)
    }
  }

  private func option(
    _ option: AdviceOption, _ row: UseCaseAdvice, closedError: Double, openError: Double
  ) -> FutureOption? {
    guard let facts = facts(option) else { return nil }
    let base = facts.kind.isClosed ? closedError : openError
    let error = option.error
    guard base > 0 else { return nil }
    // A hybrid's own error is that of its open part; what the detector hands over is reckoned by the engine.
    let own = openPart(option, row)
    let rate = own?.error ?? error
    var future = FutureOption(
      id: option.label, title: option.label, kind: facts.kind, origin: facts.origin, host: facts.host,
      tokenCost: option.expected.cash,
      errorFactor: Assumption(
        "error against the best of its side", rate.value / base, rate.low / base...max(rate.high, rate.value) / base,
        unit: "times", source: rate.isMeasured ? "measured on this work" : "from the workload's error model"),
      peakShare: facts.kind == .selfHosted ? 0 : Self.peakShare)
    if case .cascade(_, let closed) = option.kind, let own {
      let host = catalog.offerNumber(closed).flatMap { catalog.provider(catalog.offers[$0].provider)?.seat } ?? "US"
      let recall = row.factors.first { $0.factor == .detectorRecall }?.quantity.value ?? 0
      future.escalation = FutureOption.Escalation(
        cost: max(0, option.expected.tokens - own.expected.tokens), caughtErrors: recall, host: host)
    }
    if case .selfHosted(let model, let plan) = option.kind {
      guard let hosting = row.hosting.first(where: { $0.hosting.model == model })?.hosting else { return nil }
      future.access = .own
      future.tokenCost = 0
      future.rent = FutureOption.Rent(
        perUnit: plan.rent / Double(max(1, plan.replicas)),
        requestsPerUnit: hosting.requestsPerReplica(row.useCase.tokens),
        staff: plan.staff)
    }
    return future
  }

  private func openPart(_ option: AdviceOption, _ row: UseCaseAdvice) -> AdviceOption? {
    guard case .cascade(let open, _) = option.kind else { return nil }
    return row.options.first { $0.kind == .offer(open) }
  }

  private func plan(_ row: UseCaseAdvice, closedError: Double, _ seen: Set<String>) -> FutureOption? {
    guard let comparison = row.plan, let today = row.today, let facts = facts(today),
      !seen.contains(comparison.plan.name)
    else { return nil }
    return FutureOption(
      id: comparison.plan.name, title: comparison.plan.name, kind: .seatPlan, origin: facts.origin, host: facts.host,
      tokenCost: comparison.meteredMonthly / max(1, row.useCase.requestsPerMonth),
      errorFactor: Assumption(
        "error against the best closed model", max(1, today.error.value / closedError), unit: "times",
        source: "taken to be that of what serves today"),
      plan: FutureOption.Plan(fee: comparison.plan.feePerSeat, seats: Double(comparison.plan.seats)))
  }

  private func lag(_ row: UseCaseAdvice, _ factors: [Factor: Quantity]) -> Assumption {
    if let lag = row.lag { return Assumption(lag: lag) }
    if let quantity = factors[.lag] { return assumption(.lag, quantity, openEnd: 24) }
    return Assumption("lag", 0, unit: "months", source: "none is known for this work, so none is reckoned with")
  }

  private func assumption(_ factor: Factor, _ quantity: Quantity, openEnd: Double? = nil) -> Assumption {
    let high = quantity.high.isFinite ? quantity.high : openEnd ?? quantity.value
    return Assumption(
      factor.name, quantity.value, quantity.isExact ? nil : quantity.low...max(high, quantity.value), unit: factor.unit,
      source: "\(quantity.basis.kind): \(quantity.basis.source)")
  }

  // The workload divides errors by a number each year; the engine takes the share that goes.
  private func fall(_ decline: Quantity) -> Assumption {
    func share(_ divisor: Double) -> Double { 1 - 1 / max(1, divisor) }
    return Assumption(
      "fall of errors", share(decline.value),
      decline.isExact ? nil : share(decline.low)...share(decline.high.isFinite ? decline.high : decline.value),
      unit: "share per year", source: "\(decline.basis.kind): \(decline.basis.source)")
  }

  /// As many judged answers as make today's bound what the advice takes it to be.
  private func bound(_ row: UseCaseAdvice, _ today: AdviceOption) -> ErrorBound? {
    guard row.isConstrained else { return nil }
    let limit = row.useCase.epsilon
    let reference = row.best[.closed] ?? today
    var low = 10.0
    var high = 1e7
    for _ in 0..<60 {
      let middle = (low * high).squareRoot()
      if ErrorBound(limit: limit, samples: middle).upper(reference.error.value) > reference.error.bound {
        low = middle
      } else {
        high = middle
      }
    }
    return ErrorBound(limit: limit, samples: high)
  }
}
