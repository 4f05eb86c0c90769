/// Days, months, quarters or years at even distances along an axis of day numbers.
struct DateTicks: Equatable, Sendable {
  /// What lies between neighbours.
  enum Step: Equatable, Sendable {
    case days(Int)
    case months(Int)
  }

  /// The distance between neighbours.
  let step: Step
  /// The day numbers inside the extent, strictly ascending.
  let values: [Double]

  /// The finest ticks of which no more than `limit` lie in the extent.
  init(within extent: Extent, limit: Int) {
    let most = Double(max(limit, 1))
    let dayStep = [1, 2, 7, 14].first { extent.span / Double($0) <= most }
    let monthStep =
      [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000, 60_000].first {
        extent.span / (Double($0) * 30.44) <= most
      } ?? 600_000
    if let dayStep {
      step = .days(dayStep)
      values = Self.days(dayStep, in: extent)
    } else {
      step = .months(monthStep)
      values = Self.months(monthStep, in: extent)
    }
  }

  /// The first line of a tick's text.
  func label(_ value: Double) -> String {
    let date = CivilDate(dayNumber: Int(value.rounded()))
    switch step {
    case .days: return "\(date.day) \(date.monthName)"
    case .months(let count): return count.isMultiple(of: 12) ? String(date.year) : date.monthName
    }
  }

  /// The second line of a tick's text: the year where it begins or where the axis does.
  func year(_ value: Double) -> String? {
    if case .months(let count) = step, count.isMultiple(of: 12) { return nil }
    let date = CivilDate(dayNumber: Int(value.rounded()))
    guard value != values.first else { return String(date.year) }
    let previous = values.last { $0 < value }.map { CivilDate(dayNumber: Int($0.rounded())).year }
    return previous == date.year ? nil : String(date.year)
  }

  private static func days(_ count: Int, in extent: Extent) -> [Double] {
    // Day 4 was a Monday, so that weekly ticks fall on Mondays.
    let first = ((extent.low - 4) / Double(count)).rounded(.up) * Double(count) + 4
    return Array(stride(from: first, through: extent.high, by: Double(count)))
  }

  private static func months(_ count: Int, in extent: Extent) -> [Double] {
    let start = CivilDate(dayNumber: Int(extent.low.rounded(.down)))
    let months = start.year * 12 + start.month - 1
    var index = months >= 0 ? months / count * count : (months - count + 1) / count * count
    var output: [Double] = []
    while true {
      let year = index >= 0 ? index / 12 : (index - 11) / 12
      let day = Double(CivilDate(year: year, month: index - year * 12 + 1, day: 1).dayNumber)
      if day > extent.high { return output }
      if day >= extent.low { output.append(day) }
      index += count
    }
  }
}
