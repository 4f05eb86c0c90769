/// What a chart measures along one direction.
public struct Axis: Equatable, Sendable {
  /// The kinds of values on an axis.
  enum Kind: Equatable, Sendable {
    case number
    /// Days since 1970-01-01.
    case date
  }

  /// What its values are.
  let kind: Kind
  /// What is measured, with the unit.
  let title: String
  /// The values to show, or nil for all there are.
  let range: ClosedRange<Double>?
  /// Whether zero is always shown.
  let includesZero: Bool

  /// An axis of numbers.
  ///
  /// - Parameters:
  ///   - title: What is measured and its unit, such as "lag, months".
  ///   - range: The values to show, or nil for all there are.
  ///   - includesZero: Whether zero is shown even if no value is near.
  public static func number(_ title: String, range: ClosedRange<Double>? = nil, includesZero: Bool = false) -> Axis {
    Axis(kind: .number, title: title, range: range, includesZero: includesZero)
  }

  /// An axis of dates, given as days since 1970-01-01.
  public static func date(_ title: String, range: ClosedRange<Double>? = nil) -> Axis {
    Axis(kind: .date, title: title, range: range, includesZero: false)
  }

  /// The value if it can be drawn: finite, not beyond 1e100, and as a date within about ten thousand years.
  func drawable(_ value: Double) -> Double? {
    guard value.isFinite, abs(value) <= (kind == .date ? 3_650_000 : 1e100) else { return nil }
    return abs(value) < 1e-100 ? 0 : value
  }

  /// The value as a cell of a table.
  func machineText(_ value: Double) -> String {
    guard kind == .date, let day = drawable(value) else { return NumberText.machine(value) }
    return CivilDate(dayNumber: Int(day.rounded(.down))).iso
  }

  /// The values to show, given those there are.
  func domain(of values: [Double]) -> Extent {
    if let range, let low = drawable(range.lowerBound), let high = drawable(range.upperBound) {
      return Extent(low, high).drawable(minimum: minimumSpan)
    }
    guard var extent = Extent(of: values) else {
      return kind == .date ? Extent(0, 365) : Extent(0, 1)
    }
    if includesZero { extent.include(0) }
    return extent.drawable(minimum: minimumSpan)
  }

  private var minimumSpan: Double? { kind == .date ? 6 : nil }
}
