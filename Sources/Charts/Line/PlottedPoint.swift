/// A point whose values are all fit to draw.
struct PlottedPoint: Equatable, Sendable {
  /// The place along the horizontal axis.
  let x: Double
  /// The value.
  let y: Double
  /// The uncertainty of y.
  let interval: Extent?
  /// A name to write beside the point.
  let label: String?
}
