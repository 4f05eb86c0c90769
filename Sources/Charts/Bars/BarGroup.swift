/// Bars that belong together across the categories.
public struct BarGroup: Equatable, Sendable {
  /// The name in the key.
  public let name: String
  /// The bars.
  public let bars: [Bar]
  /// The colour, or nil for the next free one.
  let hue: Hue?

  /// A group of bars.
  public init(_ name: String, _ bars: [Bar], hue: Hue? = nil) {
    self.name = name
    self.bars = bars
    self.hue = hue
  }
}
