public import Catalog

/// How requests are shown to a second model once their callers have been served; nothing is unless this is there.
public struct ShadowSettings: Hashable, Sendable {
  /// Requests looked at at once.
  public var concurrency = 4
  /// Requests that may wait; further ones are dropped and counted.
  public var queue = 256
  /// What second answers and judges may cost in a UTC day; nil for no limit.
  public var budgetPerDay: NanoDollars? = NanoDollars(5_000_000_000)
  /// Milliseconds for which prompts and answers are kept for people who label them; nil keeps none.
  public var keep: Int64?
  /// Whether addresses, numbers and keys are taken out of texts before they are kept.
  public var redacts = true
  /// The share of pairs that wait for a person's verdict and count with it, parts per million; the rest count by the
  /// judge's alone.
  public var labelsPPM = 0
  /// The environment variable with the secret of the sampling; nil for a secret file beside the ledger.
  public var saltVariable: String?
  /// Milliseconds for one call of a model.
  public var callLimit: Int64 = 120_000
  /// What part of a gate's share each stratum gets, parts per million; 0 leaves it out.
  var strata: [ShadowSampling.Stratum: Int] = [:]

  /// The defaults.
  public init() {}

  /// The share of a stratum when a gate asks for `sharePPM`.
  func sharePPM(_ stratum: ShadowSampling.Stratum, of sharePPM: Int) -> Int {
    guard let part = strata[stratum] else { return sharePPM }
    return min(1_000_000, max(0, sharePPM) * part / 1_000_000)
  }

  /// How a pair of a stratum is weighted, so that pairs speak for all traffic: the least share over its own.
  func weight(_ stratum: ShadowSampling.Stratum) -> Double {
    let parts = ShadowSampling.Stratum.allCases.map { strata[$0] ?? 1_000_000 }.filter { $0 > 0 }
    guard let least = parts.min(), let own = Optional(strata[stratum] ?? 1_000_000), own > 0 else { return 1 }
    return Double(least) / Double(own)
  }
}
