/// The prices of an offer laid flat: plain values only, so that pricing a request counts no references.
struct PriceSchedule: Sendable {
  /// A dated price.
  private struct Era {
    var from: Timestamp
    var multiplierPPM: Int64
    var base: RateCard
    var cases: Range<Int>
  }

  /// A price variant; a threshold of -1 is none.
  private struct Case {
    var threshold: Int
    var tier: ServiceTier
    var windows: Range<Int>
    var card: RateCard
  }

  /// Which of the prices, and which of its variants, holds.
  struct Selection {
    var price: Int
    /// Nil when the base holds.
    var variant: Int?
  }

  private var eras: [Era] = []
  private var cases: [Case] = []
  private var windows: [PriceWindow] = []
  private let retires: Timestamp

  init(_ prices: [DatedPrice], retires: Timestamp?) {
    self.retires = retires ?? Timestamp(milliseconds: .max)
    for price in prices {
      let firstCase = cases.count
      for variant in price.variants {
        let firstWindow = windows.count
        windows += variant.windows
        cases.append(
          Case(
            threshold: variant.abovePromptTokens ?? -1, tier: variant.tier ?? .standard,
            windows: firstWindow..<windows.count, card: variant.card))
      }
      eras.append(
        Era(
          from: price.from, multiplierPPM: price.multiplierPPM, base: price.base, cases: firstCase..<cases.count))
    }
  }

  /// The position of the price that holds at an instant: of those that have begun the latest.
  func priceNumber(at instant: Timestamp) -> Int? {
    guard instant < retires else { return nil }
    var best: Int?
    for number in eras.indices where eras[number].from <= instant {
      if let best, eras[number].from < eras[best].from { continue }
      best = number
    }
    return best
  }

  /// What holds for a request; nil when no price does, or the tier has none.
  func selection(at instant: Timestamp, promptTokens: Int, tier: ServiceTier) -> Selection? {
    guard let price = priceNumber(at: instant) else { return nil }
    let cases = eras[price].cases
    guard !cases.isEmpty, let best = bestCase(cases, at: instant, promptTokens: promptTokens, tier: tier) else {
      return tier == .standard ? Selection(price: price, variant: nil) : nil
    }
    return Selection(price: price, variant: best - cases.lowerBound)
  }

  /// The rates of a selection and the multiplier on them.
  func rates(_ selection: Selection) -> (card: RateCard, multiplierPPM: Int64) {
    let era = eras[selection.price]
    guard let variant = selection.variant else { return (era.base, era.multiplierPPM) }
    return (cases[era.cases.lowerBound + variant].card, era.multiplierPPM)
  }

  // The highest threshold that the prompt crosses goes first, then a window before no window.
  private func bestCase(_ range: Range<Int>, at instant: Timestamp, promptTokens: Int, tier: ServiceTier) -> Int? {
    var best: Int?
    var bestThreshold = -2
    var bestHasWindow = false
    for number in range {
      let candidate = cases[number]
      guard candidate.tier == tier, candidate.threshold < 0 || promptTokens > candidate.threshold else { continue }
      let hasWindow = !candidate.windows.isEmpty
      guard
        candidate.threshold > bestThreshold
          || (candidate.threshold == bestThreshold && hasWindow && !bestHasWindow)
      else { continue }
      if hasWindow, !isInside(candidate.windows, instant) { continue }
      best = number
      bestThreshold = candidate.threshold
      bestHasWindow = hasWindow
    }
    return best
  }

  private func isInside(_ range: Range<Int>, _ instant: Timestamp) -> Bool {
    let weekday = instant.weekday
    let minute = instant.minuteOfDay
    for number in range where windows[number].contains(weekday: weekday, minute: minute) { return true }
    return false
  }
}

extension PriceSchedule {
  /// Calls `visit` with every instant after `start` and up to `end` at which the rates may change.
  func forEachChange(after start: Timestamp, upTo end: Timestamp, _ visit: (Timestamp) -> Void) {
    func meet(_ moment: Timestamp) {
      if moment > start, moment <= end, moment < retires { visit(moment) }
    }
    for era in eras { meet(era.from) }
    // The week repeats, so one of days is enough however far away the end is.
    let lastDay = max(start.day, min(end.day, start.day + 7))
    for window in windows {
      for day in (start.day - 1)...lastDay {
        let midnight = Int64(day) * 86_400_000
        meet(Timestamp(milliseconds: midnight + Int64(window.start) * 60_000))
        meet(Timestamp(milliseconds: midnight + Int64(window.end) * 60_000))
      }
    }
  }

  /// Calls `visit` with each size of prompt, up to `bound`, that is the largest of those with the same rates.
  func forEachPromptSize(at instant: Timestamp, upTo bound: Int, _ visit: (Int) -> Void) {
    visit(bound)
    guard let price = priceNumber(at: instant) else { return }
    for number in eras[price].cases where cases[number].threshold >= 0 && cases[number].threshold < bound {
      visit(cases[number].threshold)
    }
  }
}
