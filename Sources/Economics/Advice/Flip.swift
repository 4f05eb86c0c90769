/// A change in the world at which another class of option becomes the best.
public struct Flip: Hashable, Sendable {
  /// What changes.
  public enum Parameter: String, CaseIterable, Hashable, Sendable {
    /// All prices of open offers, as a multiple of today's.
    case openPrices = "open prices"
    /// All prices of closed offers, as a multiple of today's.
    case closedPrices = "closed prices"
    /// Error of the best open option less that of the best closed one, as a share of answers.
    case errorGap = "error gap"
    /// What an uncaught error costs, US dollars.
    case errorCost = "error cost"

    /// The unit of its values.
    public var unit: String {
      switch self {
      case .openPrices, .closedPrices: "×"
      case .errorGap: "share"
      case .errorCost: "USD"
      }
    }
  }

  /// What changes.
  public var parameter: Parameter
  /// Where it stands today.
  public var current: Double
  /// Where the choice flips.
  public var at: Double
  /// The class that is the best beyond it.
  public var toClass: OptionClass
  /// The option that is the best just beyond it.
  public var toLabel: String
}
