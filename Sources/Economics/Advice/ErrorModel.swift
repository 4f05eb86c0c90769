internal import Catalog
internal import Foundation

/// How often a model of which nothing was measured errs on some work, from when it came out.
///
/// One scale for all models: months behind the best closed model of today. A maker's flagship is behind by its age, its
/// smaller tiers by some months more, and models with open weights or from makers that are not at the frontier by the
/// lag. Errors grow by the yearly factor for each year behind: e = e₀ · f^(months/12).
struct ErrorModel {
  private let frontierLabs: Set<String>
  private let firstPrices: [ModelID: Timestamp]
  /// When the newest flagship of the makers at the frontier came out: what "the best closed model of today" means.
  let reference: Timestamp

  init(_ workload: Workload, catalog: Catalog, at instant: Timestamp) {
    frontierLabs = Set(workload.frontierLabs)
    var first: [ModelID: Timestamp] = [:]
    for offer in catalog.offers {
      guard let from = offer.prices.map(\.from).min() else { continue }
      first[offer.model] = min(first[offer.model] ?? from, from)
    }
    firstPrices = first
    let labs = frontierLabs
    reference =
      catalog.models
      .filter { $0.weights == .closed && $0.tier == .flagship && labs.contains($0.lab) }
      .compactMap { $0.released ?? first[$0.id] }.filter { $0 <= instant }.max() ?? instant
  }

  /// Months behind the best closed model of today; nil when a factor that it needs is not known.
  func monthsBehind(_ model: Model, _ point: BeliefPoint) -> Double? {
    // A model without a known release is taken to be as old as its first price.
    let released = model.released ?? firstPrices[model.id] ?? reference
    var months = max(0, Double(reference.milliseconds - released.milliseconds) / 86_400_000 / (365.25 / 12))
    if model.weights == .open || !frontierLabs.contains(model.lab) {
      guard let lag = point[.lag] else { return nil }
      months += max(0, lag)
    }
    switch model.tier {
    case .flagship: return months
    case .mid: return point[.midTier].map { months + $0 }
    case .small: return point[.smallTier].map { months + $0 }
    }
  }

  /// The probability of an error: measured if it was, else by months behind.
  func rate(_ model: Model, _ point: BeliefPoint) -> Double? {
    if let measured = point[.measuredError(model.id)] { return measured }
    guard let months = monthsBehind(model, point), let best = point[.bestClosedError], let fall = point[.errorDecline]
    else { return nil }
    let rate = best * pow(fall, months / 12)
    return rate.isNaN ? nil : min(1, rate)
  }
}
