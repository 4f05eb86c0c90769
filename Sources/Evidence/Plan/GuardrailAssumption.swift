internal import Foundation
internal import Learning

/// A guardrail of a gate and the rate at which the challenger is assumed to fail it, for planning.
public struct GuardrailAssumption: Codable, Hashable, Sendable {
  public var name: String
  /// The limit of the failure rate, between 0 and 1.
  public var limit: Double
  /// The challenger's true rate of failures, in 0...1.
  public var rate: Double

  public init(_ rule: GuardrailRule, rate: Double = 0) {
    name = rule.name
    limit = rule.limit
    self.rate = rate
  }

  /// A first guess, without simulation, of the answers after which the rate is shown to lie under the limit: those at
  /// which an even run of failures gets there. Infinite where it never does, as at rates just under the limit.
  public func guess(alpha: Double) throws(EvidenceError) -> Double {
    let test = try RateTest(limit: limit)
    let threshold = -log(alpha)
    func isShown(_ checks: Int) -> Bool {
      let failed = Int((Double(checks) * rate).rounded())
      return test.logUnder(RateCounts(passed: checks - failed, failed: failed)) >= threshold
    }
    var most = 1
    while !isShown(most) {
      guard most < 1 << 20 else { return .infinity }
      most *= 2
    }
    var least = most / 2
    while most - least > 1 {
      let middle = (least + most) / 2
      if isShown(middle) { most = middle } else { least = middle }
    }
    return Double(most)
  }
}

/// A guardrail in one simulated run: its failures lie geometric gaps apart, so that only they cost a draw.
struct GuardrailRun {
  private let test: RateTest
  private let rate: Double
  private var random: SplitMix64
  private var next: Int
  private var failed = 0

  init(_ test: RateTest, rate: Double, seed: UInt64, stream: Int) {
    self.test = test
    self.rate = rate
    random = SplitMix64(seed: seed, stream: stream)
    next = 0
    next = gap()
  }

  /// Counts the answer with this number, from 1; true when it proves the rate to lie over the limit.
  mutating func isExceeded(by answer: Int, _ logThreshold: Double) -> Bool {
    // Only a failure speaks for a rate over the limit.
    guard answer == next else { return false }
    failed += 1
    next = gap()
    return test.logOver(counts(answer)) >= logThreshold
  }

  func isKept(after answers: Int, _ logThreshold: Double) -> Bool { test.reachesUnder(logThreshold, counts(answers)) }

  /// How many more answers cannot show the rate to lie under the limit.
  func quiet(after answers: Int, _ logThreshold: Double) -> Int { test.quietChecks(logThreshold, counts(answers)) }

  private func counts(_ answers: Int) -> RateCounts { RateCounts(passed: answers - failed, failed: failed) }

  private mutating func gap() -> Int {
    guard rate > 0 else { return .max }
    guard rate < 1 else { return next + 1 }
    let draw = (Double(random.next() >> 11) + 0.5) * 0x1p-53
    return next + 1 + Int(min(log(draw) / log1p(-rate), 1e9))
  }
}
