internal import Catalog
internal import Policy

/// What a decision needs to account for every offer, kept until somebody asks.
///
/// A class, as a decision is handed on many times: one reference is counted instead of each of the request's texts.
final class Explanation: Sendable {
  private let tables: RoutingTables
  private let request: RoutingRequest
  private let placement: Placement

  init(tables: RoutingTables, request: RoutingRequest, placement: Placement) {
    self.tables = tables
    self.request = request
    self.placement = placement
  }

  /// Every offer of the catalogue with the first thing that speaks against it.
  func candidates(order: [Decision.RankedOffer]) -> [Candidate] {
    let obstacles = ObstacleFinder(tables: tables, request: request, placement: placement)
    return tables.policy.catalog.offers.enumerated().map { number, offer in
      let rank = order.firstIndex { $0.number == number }.map { $0 + 1 }
      let expected = tables.expected(number, of: obstacles.demand.expectedUsage, request)
      if let obstacle = obstacles.obstacle(number) {
        return Candidate(
          offer: offer.id, allowed: false, rule: obstacle.rule, reason: obstacle.reason, expected: expected, rank: nil)
      }
      return Candidate(
        offer: offer.id, allowed: true, rule: nil, reason: reason(rank: rank, order: order), expected: expected,
        rank: rank)
    }
  }

  private func reason(rank: Int?, order: [Decision.RankedOffer]) -> String {
    switch rank {
    case 1: "serves"
    case .some(let rank): "fallback \(rank - 1)"
    case nil: order.isEmpty ? "permitted" : "permitted, behind those that are tried"
    }
  }

  /// Why nobody serves.
  func failure() -> Decision.Outcome {
    let finder = ObstacleFinder(tables: tables, request: request, placement: placement)
    var found: [ObstacleFinder.Obstacle] = []
    for number in tables.facts.indices where placement.named?.contains(number) ?? true {
      if let obstacle = finder.obstacle(number) { found.append(obstacle) }
    }
    guard let nearest = found.map(\.stage).max() else {
      return .unavailable(reason: "the catalogue has no offers")
    }
    // The offers that came furthest show what to change.
    let closest = found.filter { $0.stage == nearest }
    guard nearest < .reach else { return .unavailable(reason: outOfReach(closest) + care) }
    let rule = closest.first?.rule ?? "policy"
    return .refused(rule: rule, reason: counted(closest.map(\.reason)) + care)
  }

  private func outOfReach(_ obstacles: [ObstacleFinder.Obstacle]) -> String {
    let down = obstacles.filter { $0.rule == "out_of_service" }.count
    let missing = Set(obstacles.compactMap(\.provider)).sorted()
    var parts: [String] = []
    if down > 0 { parts.append("\(down) out of service after failures or without a key") }
    if !missing.isEmpty { parts.append("no upstream is configured for \(missing.joined(separator: ", "))") }
    let count = obstacles.count
    return "\(count) \(count == 1 ? "offer is" : "offers are") permitted but not in reach: "
      + parts.joined(separator: "; ")
  }

  private func counted(_ reasons: [String]) -> String {
    var counts: [String: Int] = [:]
    for reason in reasons { counts[reason, default: 0] += 1 }
    let ordered = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard ordered.count > 1 else { return ordered.first?.key ?? "" }
    let shown = ordered.prefix(3).map { "\($0.key) (\($0.value) offers)" }.joined(separator: "; ")
    return ordered.count > 3 ? shown + "; and \(ordered.count - 3) more reasons" : shown
  }

  private var care: String {
    let useCase = tables.useCases[placement.useCase].id
    if let domain = placement.pinnedBy {
      return " (the text seems to be about \(domain), so it is treated as '\(useCase)', "
        + "\(placement.stakes.rawValue) stakes, closed weights only)"
    }
    return placement.stakes.pins
      ? " ('\(useCase)' has \(placement.stakes.rawValue) stakes: nothing else is tried in place of what is permitted)"
      : ""
  }
}
