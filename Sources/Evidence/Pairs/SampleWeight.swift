/// The least inclusion probability of any stratum over that of this pair's stratum, in (0, 1].
///
/// Weighted so, pairs sampled at unequal rates speak for the traffic they were drawn from.
public struct SampleWeight: Hashable, Comparable, Sendable {
  public let value: Double

  /// What every pair weighs when all are sampled at one rate.
  public static let one = SampleWeight(trusted: 1)

  /// A weight; nil outside (0, 1].
  public init?(_ value: Double) {
    guard value > 0, value <= 1 else { return nil }
    self.value = value
  }

  /// The weight of a stratum sampled with `probability` when the rarest is sampled with `least`; nil unless
  /// 0 < least ≤ probability ≤ 1.
  public init?(least: Double, probability: Double) {
    guard least > 0, least <= probability, probability <= 1 else { return nil }
    self.init(least / probability)
  }

  private init(trusted: Double) { value = trusted }

  public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension SampleWeight: Codable {
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer().decode(Double.self)
    guard let weight = SampleWeight(value) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a sample weight lies above 0 and at most at 1"))
    }
    self = weight
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
