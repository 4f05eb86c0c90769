/// Parts of years over which daily lags are averaged.
public enum LagPeriod: String, Hashable, Sendable, CaseIterable {
  case month, quarter
  case halfYear = "half-year"
  case year

  /// Months in a period.
  public var months: Int {
    switch self {
    case .month: 1
    case .quarter: 3
    case .halfYear: 6
    case .year: 12
    }
  }

  /// One period, such as `2026H1`.
  public struct Part: Hashable, Sendable {
    public var name: String
    public var days: ClosedRange<Day>
  }

  /// The periods that a window touches, whole, in order.
  public func parts(of window: ClosedRange<Day>) -> [Part] {
    var parts: [Part] = []
    let (year, month, _) = window.lowerBound.parts
    var index = (year * 12 + month - 1) / months
    while true {
      let first = Day(year: index * months / 12, month: index * months % 12 + 1, day: 1)
      guard first <= window.upperBound else { return parts }
      index += 1
      let next = Day(year: index * months / 12, month: index * months % 12 + 1, day: 1)
      parts.append(Part(name: name(first), days: first...Day(number: next.number - 1)))
    }
  }

  private func name(_ first: Day) -> String {
    let (year, month, _) = first.parts
    let number = (month - 1) / months + 1
    return switch self {
    case .month: "\(year)-\(month < 10 ? "0" : "")\(month)"
    case .quarter: "\(year)Q\(number)"
    case .halfYear: "\(year)H\(number)"
    case .year: "\(year)"
    }
  }
}
