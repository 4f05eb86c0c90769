/// Points that belong together, and how they are drawn.
public struct Series: Equatable, Sendable {
  /// How points are drawn.
  enum Mark: Equatable, Sendable {
    case line(LinePattern)
    case step(LinePattern)
    case scatter(isHollow: Bool)
  }

  /// The name in the key and at the line's end.
  public let name: String
  /// The points.
  public let points: [DataPoint]
  /// How the points are drawn.
  let mark: Mark
  /// The colour, or nil for the next free one.
  let hue: Hue?

  /// A line through the points; their intervals become a band.
  public static func line(
    _ name: String, _ points: [DataPoint], hue: Hue? = nil, pattern: LinePattern = .solid
  ) -> Series {
    Series(name: name, points: points, mark: .line(pattern), hue: hue)
  }

  /// A line that holds each value until the next point, such as a record until it is beaten, and the last to the end.
  public static func step(
    _ name: String, _ points: [DataPoint], hue: Hue? = nil, pattern: LinePattern = .solid
  ) -> Series {
    Series(name: name, points: points, mark: .step(pattern), hue: hue)
  }

  /// Single points; their intervals become error bars.
  public static func scatter(
    _ name: String, _ points: [DataPoint], hue: Hue? = nil, isHollow: Bool = false
  ) -> Series {
    Series(name: name, points: points, mark: .scatter(isHollow: isHollow), hue: hue)
  }
}
