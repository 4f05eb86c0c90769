internal import StrictYAML

extension YAMLNode {
  private static var dayNames: [String] { ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] }

  /// Days of the week: `daily`, `mon-fri`, `sat,sun`, or a list of these. Monday is 1.
  func weekdays() throws(YAMLError) -> Set<Int> {
    var days: Set<Int> = []
    let items: [YAMLNode]
    if case .sequence(let list) = content { items = list } else { items = [self] }
    for item in items {
      for part in try item.string().split(separator: ",", omittingEmptySubsequences: false) {
        days.formUnion(try item.weekdayRange(String(part.filter { $0 != " " })))
      }
    }
    return days
  }

  private func weekdayRange(_ text: String) throws(YAMLError) -> Set<Int> {
    if text == "daily" { return Set(1...7) }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard let first = ends.first.flatMap(Self.dayNames.firstIndex(of:)),
      let last = ends.last.flatMap(Self.dayNames.firstIndex(of:)), ends.count <= 2
    else {
      throw error(
        "'\(text)' is not a day of the week or a range of days",
        allowed: Self.dayNames + ["mon-fri and the like", "daily"])
    }
    let length = (last - first + 7) % 7
    return Set((0...length).map { (first + $0) % 7 + 1 })
  }

  /// Times of day such as `01:00-04:00`, as minutes since midnight UTC.
  func hours() throws(YAMLError) -> [(start: Int, end: Int)] {
    var hours: [(start: Int, end: Int)] = []
    let items: [YAMLNode]
    if case .sequence(let list) = content { items = list } else { items = [self] }
    for item in items {
      let text = try item.string()
      let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Self.minutes($0) }
      guard ends.count == 2, let start = ends[0], let end = ends[1], start < 1440, start != end else {
        throw item.error("'\(text)' is not a time of day such as 01:00-04:00")
      }
      hours.append((start, end))
    }
    guard !hours.isEmpty else { throw error("at least one time such as 01:00-04:00 is needed") }
    return hours
  }

  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1440
    else { return nil }
    return hour * 60 + minute
  }
}
