/// An answer of the challenger with the signal that was given to it and whether it was bad.
public struct CascadeCase: Codable, Hashable, Sendable {
  /// The signal, higher for answers that are surer, in 0...1.
  public var score: Double
  public var isBad: Bool

  public init(score: Double, isBad: Bool) {
    self.score = score
    self.isBad = isBad
  }
}

/// What a cascade promises: P(bad and not escalated) ≤ `risk`, save with chance `error` over calibrations.
public struct CascadePromise: Codable, Hashable, Sendable {
  /// The bound on the share of all requests that get a bad answer that was not escalated.
  public let risk: Double
  /// The chance that the bound does not hold.
  public let error: Double

  public init(risk: Double, error: Double = 0.05) throws(EvidenceError) {
    guard risk > 0, risk < 1, error > 0, error < 1 else {
      throw EvidenceError(.outOfRange, "a risk of \(risk) and an error of \(error) have to lie between 0 and 1")
    }
    self.risk = risk
    self.error = error
  }

  /// The fewest labelled answers that can support any threshold, all of them good: 59 at 5 % and 5 %.
  public var minimumCases: Int {
    var low = 1
    var high = 1
    while !isSupported(bad: 0, of: high), high < 1 << 40 { high *= 2 }
    while low < high {
      let middle = (low + high) / 2
      if isSupported(bad: 0, of: middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The most bad answers among `count` that were not escalated; nil if even none would be too many.
  public func mostBad(of count: Int) -> Int? {
    guard count > 0, isSupported(bad: 0, of: count) else { return nil }
    var low = 0
    var high = count
    while high - low > 1 {
      let middle = (low + high) / 2
      if isSupported(bad: middle, of: count) { low = middle } else { high = middle }
    }
    return low
  }

  /// Whether so many bad answers are few enough: P(Bin(n, risk) ≤ bad) ≤ error.
  public func isSupported(bad: Int, of count: Int) -> Bool {
    BinomialTail.atMost(bad, of: count, chance: risk) <= error
  }

  private enum CodingKeys: CodingKey {
    case risk, error
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      risk: container.decode(Double.self, forKey: .risk), error: container.decode(Double.self, forKey: .error))
  }
}
