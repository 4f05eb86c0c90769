/// One value for every factor.
public struct BeliefPoint: Sendable {
  private let beliefs: Beliefs
  private var moved: (factor: Factor, value: Double)?

  init(_ beliefs: Beliefs) { self.beliefs = beliefs }

  /// The value of a factor; nil when it is not known.
  public subscript(factor: Factor) -> Double? {
    if let moved, moved.factor == factor { return moved.value }
    return beliefs.quantities[factor]?.value
  }

  /// The same with one factor elsewhere.
  public func moving(_ factor: Factor, to value: Double) -> BeliefPoint {
    var point = self
    point.moved = (factor, value)
    return point
  }
}
