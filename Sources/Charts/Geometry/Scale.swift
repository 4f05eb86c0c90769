/// A straight map from values on an axis to pixels.
struct Scale: Sendable {
  /// The values drawn.
  let domain: Extent
  /// The pixel of the domain's low end.
  let start: Double
  /// The pixel of the domain's high end.
  let end: Double

  /// The pixel of a value; values far outside are brought near enough to write.
  func callAsFunction(_ value: Double) -> Double {
    guard domain.span > 0 else { return (start + end) / 2 }
    let share = (value - domain.low) / domain.span
    return start + min(max(share, -20), 20) * (end - start)
  }
}
