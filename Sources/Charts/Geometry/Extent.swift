/// The smallest and the largest of some values on an axis.
struct Extent: Equatable, Sendable {
  /// The lower end.
  var low: Double
  /// The upper end.
  var high: Double

  /// The distance between the ends.
  var span: Double { high - low }

  /// An extent from two ends in either order.
  init(_ one: Double, _ other: Double) {
    low = min(one, other)
    high = max(one, other)
  }

  /// The extent of the values, or nil when there are none.
  init?(of values: some Sequence<Double>) {
    var iterator = values.makeIterator()
    guard let first = iterator.next() else { return nil }
    self.init(first, first)
    while let value = iterator.next() { self.include(value) }
  }

  /// Grows to cover a value.
  mutating func include(_ value: Double) {
    low = min(low, value)
    high = max(high, value)
  }

  /// The extent grown at both ends by a share of its span.
  func padded(by share: Double) -> Extent {
    Extent(low - span * share, high + span * share)
  }

  /// The extent itself, or a wider one when its ends are too near each other to draw a scale between them.
  ///
  /// - Parameter minimum: The least span in units of the axis, for axes where a smaller one has no meaning.
  func drawable(minimum: Double? = nil) -> Extent {
    let magnitude = max(abs(low), abs(high))
    if let minimum, span < minimum {
      let middle = (low + high) / 2
      return Extent(middle - minimum / 2, middle + minimum / 2)
    }
    // Below this share of the magnitude neighbouring ticks would no longer differ in a double.
    if span > magnitude * 1e-9 && span > 1e-100 { return self }
    let half = magnitude > 0 ? magnitude * 0.1 : 1
    return Extent(low - half, high + half)
  }

  /// Whether a value lies in the extent.
  func contains(_ value: Double) -> Bool {
    low <= value && value <= high
  }

  /// The value brought inside the extent.
  func clamped(_ value: Double) -> Double {
    min(max(value, low), high)
  }
}
