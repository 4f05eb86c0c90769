internal import Foundation

/// What is believed about one kind of work: factors with their intervals, taken as independent of each other.
public struct Beliefs: Hashable, Sendable {
  /// The factors; one that is missing is not known.
  public var quantities: [Factor: Quantity] { didSet { uncertain = Self.uncertain(quantities) } }
  /// Factors that can be otherwise, in a fixed order.
  public private(set) var uncertain: [Factor]

  /// Beliefs by factor.
  public init(_ quantities: [Factor: Quantity] = [:]) {
    self.quantities = quantities
    uncertain = Self.uncertain(quantities)
  }

  /// Every factor at its value.
  public var central: BeliefPoint { BeliefPoint(self) }

  private static func uncertain(_ quantities: [Factor: Quantity]) -> [Factor] {
    quantities.filter { !$0.value.isExact }.keys.sorted { $0.rank < $1.rank }
  }

  /// What a figure is when each uncertain factor in turn stands at either end and the others at their values.
  public func swings(_ figure: (BeliefPoint) -> Double?) -> [Swing] {
    uncertain.compactMap { factor in
      guard let quantity = quantities[factor], let low = figure(central.moving(factor, to: quantity.low)),
        let high = figure(central.moving(factor, to: quantity.high))
      else { return nil }
      return Swing(factor: factor, quantity: quantity, atLow: low, atHigh: high)
    }
  }

  /// A figure with the interval that its factors' intervals give it.
  ///
  /// Deviations are added in quadrature on either side, which is exact for sums of independent factors. With
  /// `multiplies` they are added as logarithms, which is exact for products, as error rates are.
  public func interval(
    multiplies: Bool = false, _ figure: (BeliefPoint) -> Double?
  ) -> (value: Double, low: Double, high: Double)? {
    guard let value = figure(central) else { return nil }
    guard !multiplies || value > 0 else { return (value, value, value) }
    var below = 0.0
    var above = 0.0
    for swing in swings(figure) {
      for end in [swing.atLow, swing.atHigh] where !end.isNaN {
        let deviation = multiplies ? log(max(end, 1e-12) / value) : end - value
        if deviation < 0 { below += deviation * deviation } else { above += deviation * deviation }
      }
    }
    if multiplies { return (value, value * exp(-below.squareRoot()), value * exp(above.squareRoot())) }
    return (value, value - below.squareRoot(), value + above.squareRoot())
  }
}
