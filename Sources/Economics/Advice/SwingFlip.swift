/// An end of a factor's interval at which another class is the best.
public struct SwingFlip: Hashable, Sendable {
  /// The factor.
  public var factor: Factor
  /// The end of its interval.
  public var at: Double
  /// The class that is the best there.
  public var toClass: OptionClass
}
