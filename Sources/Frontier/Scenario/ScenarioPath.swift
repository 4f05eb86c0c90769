internal import Foundation
internal import Learning

/// One possible future of two frontiers.
struct ScenarioPath: Sendable {
  /// A record: when it was out, and its points above the leaders' at the start.
  struct Record: Sendable {
    var month: Double
    var points: Double
  }

  private(set) var leaders: [Record]
  private(set) var followers: [Record]
  /// Points per month of each side before the start, where frontiers are lines.
  private let leaderSpeed: Double
  private let followerSpeed: Double
  private let gap: Double

  init(_ world: ScenarioWorld, effects: [ScenarioEffect], until horizon: Double, _ random: inout SplitMix64) {
    leaderSpeed = max(0.05, world.leaders.speed + world.leaders.speedError * Gaussian.draw(&random))
    followerSpeed = max(0.05, world.followers.speed + world.followers.speedError * Gaussian.draw(&random))
    gap = leaderSpeed * (world.lag + world.lagError * Gaussian.draw(&random))
    // Both sides wander alike, so that the lag wanders as much as it was seen to.
    let wander = world.wander * world.leaders.speed / 12.0.squareRoot()
    // A generator of its own keeps a side's luck the same in every scenario, so that scenarios can be compared.
    let seeds = (leaders: random.next(), followers: random.next())
    let shocks = Self.shocks(effects, &random)
    var sides: [[Record]] = []
    for (side, start, speed, own, seed) in [
      (Side.leaders, 0.0, leaderSpeed, world.leaders, seeds.leaders),
      (.followers, -gap, followerSpeed, world.followers, seeds.followers),
    ] {
      var luck = SplitMix64(seed: seed)
      let changes = Self.changes(effects, shocks, side)
      var records: [Record] = []
      var month = 0.0
      var best = start
      // The best model at the start has been out for a while; what its side can do has moved on since.
      var potential = own.releases > 0 ? start + speed * Gaussian.exponential(mean: 1 / own.releases, &luck) : start
      while own.releases > 0 {
        let next = month + Gaussian.exponential(mean: 1 / own.releases, &luck)
        guard next < horizon else { break }
        potential += speed * changes.reduce(next - month) { $0 + $1.extra(from: month, to: next) }
        potential += changes.reduce(0) { $0 + ($1.month > month && $1.month <= next ? $1.points : 0) }
        potential += wander * (next - month).squareRoot() * Gaussian.draw(&luck)
        month = next
        guard potential > best else { continue }
        best = potential
        records.append(Record(month: month + Self.delay(effects, side, at: month), points: potential))
      }
      sides.append(records.sorted { $0.month < $1.month })
    }
    leaders = sides.first ?? []
    followers = sides.last ?? []
  }

  /// The lag in months: since when leaders have been better than the followers' best; below zero, since when followers
  /// have been better than the leaders' best.
  func lag(at month: Double) -> Double {
    let leader = leaders.reduce(0) { $1.month <= month ? max($0, $1.points) : $0 }
    let follower = followers.reduce(-gap) { $1.month <= month ? max($0, $1.points) : $0 }
    guard leader != follower else { return 0 }
    return leader > follower
      ? month - Self.reached(follower, leaders, start: 0, speed: leaderSpeed)
      : Self.reached(leader, followers, start: -gap, speed: followerSpeed) - month
  }

  /// When a side first was better than so many points; before the start its frontier is a line.
  private static func reached(_ points: Double, _ records: [Record], start: Double, speed: Double) -> Double {
    guard points >= start else { return (points - start) / speed }
    return records.first { $0.points > points }?.month ?? 0
  }
}

extension ScenarioPath {
  private enum Side { case leaders, followers }

  /// A change of a side's movement at a month.
  private struct Change {
    var month: Double
    var points: Double
    var factor: Double

    /// Months gained or lost between two others.
    func extra(from start: Double, to end: Double) -> Double { (factor - 1) * max(0, end - max(start, month)) }
  }

  /// When each breakthrough comes, and how much later the other side has it.
  private static func shocks(
    _ effects: [ScenarioEffect], _ random: inout SplitMix64
  ) -> [(shock: ScenarioEffect.Breakthrough, month: Double, later: Double?)] {
    effects.compactMap { effect in
      guard case .breakthrough(let shock) = effect, shock.hazardPerYear > 0 else { return nil }
      let month =
        shock.hazardPerYear.isFinite ? Gaussian.exponential(mean: 12 / shock.hazardPerYear, &random) : 0
      return (shock, month, shock.imitation.map { Double.random(in: $0, using: &random) })
    }
  }

  private static func changes(
    _ effects: [ScenarioEffect], _ shocks: [(shock: ScenarioEffect.Breakthrough, month: Double, later: Double?)],
    _ side: Side
  ) -> [Change] {
    var changes = effects.compactMap { effect -> Change? in
      guard case .speed(let receiver, let factor, let month) = effect, has(receiver, side) else { return nil }
      return Change(month: month, points: 0, factor: factor)
    }
    for (shock, month, later) in shocks {
      let isFirst = shock.receiver == .both ? side == .followers || later == nil : has(shock.receiver, side)
      guard isFirst || later != nil else { continue }
      let time = max(1e-9, month + (isFirst ? 0 : later ?? 0))
      changes.append(Change(month: time, points: shock.points, factor: shock.speedFactor))
    }
    return changes
  }

  /// How many months later a model of a side comes out.
  private static func delay(_ effects: [ScenarioEffect], _ side: Side, at month: Double) -> Double {
    effects.reduce(0) { sum, effect in
      guard case .delay(let receiver, let days, let from) = effect, has(receiver, side), month >= from else {
        return sum
      }
      return sum + days / Day.perMonth
    }
  }

  private static func has(_ receiver: ScenarioEffect.Receiver, _ side: Side) -> Bool {
    receiver == .both || (receiver == .leaders) == (side == .leaders)
  }
}
