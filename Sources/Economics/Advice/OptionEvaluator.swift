internal import Catalog

/// Costs of options at one value of every factor.
struct OptionEvaluator {
  /// One candidate, or an open and a closed one in a cascade.
  enum Draft {
    case single(Candidate)
    case cascade(open: Candidate, closed: Candidate)

    var optionClass: OptionClass {
      switch self {
      case .single(let candidate): candidate.optionClass
      case .cascade: .hybrid
      }
    }
  }

  /// Changes that a sensitivity tries.
  struct Knobs {
    var openPrices = 1.0
    var closedPrices = 1.0
    /// Added to the error of every open model.
    var openError = 0.0
    /// In place of the cost of an uncaught error.
    var errorCost: Double?
  }

  let model: ErrorModel
  let reviewedShare: Double
  /// What replaces a caught error; nil when whoever answered answers again.
  let fallback: Candidate?
  /// US dollars of the detector per request; nil when there is none or it has no price.
  let detectorCost: Double?

  private func prices(_ point: BeliefPoint, _ knobs: Knobs, again: Candidate) -> ErrorPrices? {
    guard let cost = knobs.errorCost ?? point[.errorCost], let caught = point[.caughtShare] else { return nil }
    return ErrorPrices(
      errorCost: cost, caughtShare: caught, reviewCost: point[.reviewCost] ?? 0, reviewedShare: reviewedShare,
      fallbackCost: dollars(fallback ?? again, point, knobs))
  }

  func cost(_ draft: Draft, _ point: BeliefPoint, _ knobs: Knobs = Knobs()) -> ExpectedCost? {
    switch draft {
    case .single(let candidate):
      guard let prices = prices(point, knobs, again: candidate), let error = error(candidate, point, knobs) else {
        return nil
      }
      return ExpectedCost(tokens: dollars(candidate, point, knobs), error: error, prices: prices)
    case .cascade(let open, let closed):
      guard let prices = prices(point, knobs, again: closed), let cascade = cascade(open, closed, point, knobs) else {
        return nil
      }
      return ExpectedCost(cascade, prices: prices)
    }
  }

  func cascade(
    _ open: Candidate, _ closed: Candidate, _ point: BeliefPoint, _ knobs: Knobs = Knobs()
  ) -> Cascade? {
    guard let detectorCost, let recall = point[.detectorRecall], let alarms = point[.falseAlarms],
      let openError = error(open, point, knobs), let closedError = error(closed, point, knobs)
    else { return nil }
    return Cascade(
      openTokens: dollars(open, point, knobs), closedTokens: dollars(closed, point, knobs), openError: openError,
      closedError: closedError, recall: recall, falseAlarms: alarms, detectorCost: detectorCost)
  }

  private func error(_ candidate: Candidate, _ point: BeliefPoint, _ knobs: Knobs) -> Double? {
    guard let rate = model.rate(candidate.model, point) else { return nil }
    return candidate.isOpen ? min(1, max(0, rate + knobs.openError)) : rate
  }

  private func dollars(_ candidate: Candidate, _ point: BeliefPoint, _ knobs: Knobs) -> Double {
    let dollars = candidate.dollars(point)
    switch candidate.optionClass {
    case .open: return dollars * knobs.openPrices
    case .closed: return dollars * knobs.closedPrices
    case .hybrid, .selfHosted: return dollars
    }
  }
}
