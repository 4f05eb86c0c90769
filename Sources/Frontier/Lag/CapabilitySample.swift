/// Models with their points and draws of them: all that a lag and its interval are computed from.
public struct CapabilitySample: Sendable {
  public var models: [FrontierModel]
  /// One for each model, in its order.
  public var points: [Double]
  /// Rows of points, one for each model; none if intervals are not wanted.
  public let draws: [[Double]]
  /// Standard errors of differences, from the draws.
  public let errors: DifferenceErrors

  /// - Precondition: `points` and each row of `draws` have one number for each model.
  public init(models: [FrontierModel], points: [Double], draws: [[Double]]) {
    precondition(points.count == models.count, "a sample has one number of points for each model")
    precondition(draws.allSatisfy { $0.count == models.count }, "a draw has one number for each model")
    self.models = models
    self.points = points
    self.draws = draws
    errors = DifferenceErrors(draws: draws)
  }

  /// The same with other dates. Names that no model has are given back, since a date that changes nothing is a mistake.
  public func redated(_ redatings: [Redating]) -> (sample: CapabilitySample, unknown: [String]) {
    var copy = self
    var unknown: [String] = []
    for redating in redatings {
      if let index = models.firstIndex(where: { $0.name == redating.model }) {
        copy.models[index].released = redating.day
      } else {
        unknown.append(redating.model)
      }
    }
    return (copy, unknown)
  }

  /// The first and the last release.
  public var span: ClosedRange<Day>? {
    guard let first = models.map(\.released).min(), let last = models.map(\.released).max() else { return nil }
    return first...last
  }
}
