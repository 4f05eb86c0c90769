extension Timestamp {
  /// Reads `2026-11-20`, `2026-11-20T16:00Z` or `2026-11-20T16:00:30Z`; nil for anything else and for days that do not exist.
  public init?(_ text: String) {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    let day = Self.fields(parts.first ?? "", separator: "-", widths: [4, 2, 2])
    guard let day, parts.count <= 2 else { return nil }
    let instant = Timestamp(year: day[0], month: day[1], day: day[2])
    guard (1...12).contains(day[1]), instant.date == (day[0], day[1], day[2]) else { return nil }
    guard parts.count == 2 else {
      self = instant
      return
    }
    guard parts[1].last == "Z" else { return nil }
    let clock = parts[1].dropLast()
    guard
      let time = Self.fields(clock, separator: ":", widths: [2, 2])
        ?? Self.fields(clock, separator: ":", widths: [2, 2, 2]), time[0] < 24, time[1] < 60
    else { return nil }
    let seconds = time.count == 3 ? time[2] : 0
    guard seconds < 60 else { return nil }
    self.init(milliseconds: instant.milliseconds + Int64(time[0] * 3_600_000 + time[1] * 60_000 + seconds * 1000))
  }

  /// The calendar day in UTC, `2026-11-23`.
  public var dayText: String { String(description.prefix(while: { $0 != "T" })) }

  private static func fields(_ text: Substring, separator: Character, widths: [Int]) -> [Int]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    guard parts.count == widths.count else { return nil }
    var numbers: [Int] = []
    for (part, width) in zip(parts, widths) {
      guard part.utf8.count == width, part.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(part) else {
        return nil
      }
      numbers.append(number)
    }
    return numbers
  }
}
