/// What the incentive to leave closed models is measured in.
public enum DefectionMeasure: String, Hashable, Codable, Sendable, CaseIterable {
  /// What an invoice shows: spend on the closed option less that on the cheapest other one that is not barred, whatever
  /// its errors.
  case spend
  /// With what errors cost, among options that may serve; zero while none may.
  case expected

  var place: Int { self == .spend ? 0 : 1 }
}

/// A level of the incentive whose date is asked for.
public struct DefectionThreshold: Hashable, Sendable {
  /// Dollars a month, or a share of what the closed option costs by the same measure.
  public enum Level: Hashable, Sendable {
    case dollars(Double)
    case share(Double)
  }

  public var measure: DefectionMeasure
  public var level: Level

  public init(_ level: Level, measure: DefectionMeasure = .expected) {
    self.level = level
    self.measure = measure
  }

  /// Whether an incentive reaches it.
  func isReached(_ incentive: Incentive) -> Bool {
    let gain = measure == .spend ? incentive.spend : incentive.expected
    let base = measure == .spend ? incentive.closedSpend : incentive.closedExpected
    return switch level {
    case .dollars(let dollars): gain >= dollars
    case .share(let share): base > 0 && gain >= share * base
    }
  }

  func check() throws(FutureInputError) {
    switch level {
    case .dollars(let dollars): try FutureInput.number(dollars, -1e12...1e12, "threshold in dollars a month")
    case .share(let share): try FutureInput.number(share, -100...1, "threshold as a share")
    }
  }
}
