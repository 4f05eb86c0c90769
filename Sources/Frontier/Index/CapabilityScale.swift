/// Epoch's scale: two models have fixed numbers, and everything else follows.
public struct CapabilityScale: Hashable, Sendable {
  public var low: (model: String, points: Double) { (lowModel, lowPoints) }
  public var high: (model: String, points: Double) { (highModel, highPoints) }
  private var lowModel: String
  private var lowPoints: Double
  private var highModel: String
  private var highPoints: Double

  public init(low: (model: String, points: Double), high: (model: String, points: Double)) {
    (lowModel, lowPoints) = low
    (highModel, highPoints) = high
  }

  /// 130 for Claude 3.5 Sonnet and 150 for GPT-5.
  public static let epoch = CapabilityScale(low: ("Claude 3.5 Sonnet", 130), high: ("GPT-5", 150))

  /// Epoch's scale where its two models are among these, else 130 and 150 for the models at a quarter and three quarters of
  /// the field. Months do not depend on it.
  public static func usual(_ capabilities: [Double], models: [String]) -> CapabilityScale {
    if models.contains(epoch.low.model), models.contains(epoch.high.model) { return .epoch }
    let ranked = zip(capabilities, models).sorted { $0 < $1 }
    guard let first = ranked.first, let last = ranked.last else { return .epoch }
    let low = ranked.count > 3 ? ranked[ranked.count / 4] : first
    let high = ranked.count > 3 ? ranked[ranked.count * 3 / 4] : last
    return CapabilityScale(low: (low.1, 130), high: (high.1, 150))
  }

  /// From a fit's own units to points: points = offset + perUnit · capability. Difficulties map alike; slopes are divided
  /// by `perUnit`.
  public struct Conversion: Hashable, Sendable {
    public var offset: Double
    public var perUnit: Double

    public func points(_ capability: Double) -> Double { offset + perUnit * capability }
  }

  /// How capabilities of `models` convert.
  ///
  /// - Throws: `noScale` if an anchor is missing or not a number, or the higher one is not abler.
  public func conversion(_ capabilities: [Double], models: [String]) throws(CapabilityFitError) -> Conversion {
    guard let low = models.firstIndex(of: lowModel) else { throw .noScale(lowModel) }
    guard let high = models.firstIndex(of: highModel) else { throw .noScale(highModel) }
    guard let conversion = conversion(low: capabilities[low], high: capabilities[high]) else {
      throw .noScale(highModel)
    }
    return conversion
  }

  /// The conversion that gives the anchors their points; nil if it would be turned round.
  func conversion(low: Double, high: Double) -> Conversion? {
    let distance = high - low
    guard distance > 1e-9, distance.isFinite else { return nil }
    let perUnit = (highPoints - lowPoints) / distance
    return Conversion(offset: lowPoints - perUnit * low, perUnit: perUnit)
  }

  /// Points of each model.
  public func points(_ capabilities: [Double], models: [String]) throws(CapabilityFitError) -> [Double] {
    let conversion = try conversion(capabilities, models: models)
    return capabilities.map(conversion.points)
  }
}
