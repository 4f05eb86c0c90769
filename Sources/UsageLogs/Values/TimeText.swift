internal import Catalog

/// An instant as a log writes it.
enum TimeText {
  /// What was read; `hasZone` is false for a date or time that names no time zone and was taken as UTC.
  struct Reading: Equatable {
    var at: Timestamp
    var hasZone: Bool
  }

  /// The instant, nil for what is none or lies outside the years 1971 to 2199.
  @inline(__always)
  static func read(_ value: RawValue, _ format: LogTimeFormat, in arena: ByteArena) -> Reading? {
    switch value.kind {
    case .cell, .string, .number: break
    default: return nil
    }
    let text = value.coding == .plain ? value.bytes : value.decoded(in: arena)
    if format == .automatic, text[4] == UInt8(ascii: "-"), let reading = calendar(text) { return checked(reading) }
    return epoch(text.trimmed, format).flatMap(checked)
  }

  private static func checked(_ reading: Reading) -> Reading? {
    (31_536_000_000..<7_258_118_400_000).contains(reading.at.milliseconds) ? reading : nil
  }

  private static func epoch(_ text: ByteView, _ format: LogTimeFormat) -> Reading? {
    guard let number = DecimalText(text), !number.isNegative else { return nil }
    let milliseconds: Int64?
    switch format {
    case .seconds: milliseconds = number.scaled(3)
    case .milliseconds: milliseconds = number.scaled(0)
    case .automatic:
      guard let size = number.scaled(0) else { return nil }
      milliseconds = number.scaled(
        size < 100_000_000_000 ? 3 : size < 100_000_000_000_000 ? 0 : size < 100_000_000_000_000_000 ? -3 : -6)
    }
    return milliseconds.map { Reading(at: Timestamp(milliseconds: $0), hasZone: true) }
  }

  // `2026-11-20`, `2026-11-20T16:00:30.123456Z`, `2026-11-20 16:00:30.123+02`.
  private static func calendar(_ text: ByteView) -> Reading? {
    guard let year = number(text, 0, 4), let month = number(text, 5, 2), let day = number(text, 8, 2),
      text[7] == UInt8(ascii: "-"), month >= 1, month <= 12, day >= 1, day <= days(year, month)
    else { return nil }
    let midnight = Timestamp(year: year, month: month, day: day).milliseconds
    var index = 10
    guard index < text.count else { return Reading(at: Timestamp(milliseconds: midnight), hasZone: false) }
    guard text[index] | 0x20 == UInt8(ascii: "t") || text[index] == 0x20, let hour = number(text, 11, 2), hour < 24,
      text[13] == UInt8(ascii: ":"), let minute = number(text, 14, 2), minute < 60
    else { return nil }
    var milliseconds = (hour * 60 + minute) * 60_000
    index = 16
    if text[index] == UInt8(ascii: ":") {
      // A leap second is the first instant of the next minute.
      guard let second = number(text, 17, 2), second <= 60 else { return nil }
      milliseconds += second * 1000
      index = 19
      if text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: ",") {
        index += 1
        var place = 100
        guard text[index] &- 0x30 < 10 else { return nil }
        while text[index] &- 0x30 < 10 {
          milliseconds += Int(text[index] &- 0x30) * place
          place /= 10
          index += 1
        }
      }
    }
    guard let zone = zone(text, from: index) else { return nil }
    let instant = midnight + Int64(milliseconds - zone.minutes * 60_000)
    return Reading(at: Timestamp(milliseconds: instant), hasZone: zone.isNamed)
  }

  private static func zone(_ text: ByteView, from start: Int) -> (minutes: Int, isNamed: Bool)? {
    var index = start
    while text[index] == 0x20 { index += 1 }
    if index >= text.count { return (0, false) }
    let rest = text[index..<text.count]
    if rest.matchesIgnoringCase("z") || rest.matches("UTC") || rest.matches("GMT") { return (0, true) }
    guard rest[0] == UInt8(ascii: "+") || rest[0] == UInt8(ascii: "-"), let hours = number(rest, 1, 2), hours < 15
    else {
      return nil
    }
    var minutes = 0
    if rest.count > 3 {
      let place = rest[3] == UInt8(ascii: ":") ? 4 : 3
      guard let value = number(rest, place, 2), value < 60, rest.count == place + 2 else { return nil }
      minutes = value
    }
    let offset = hours * 60 + minutes
    return (rest[0] == UInt8(ascii: "-") ? -offset : offset, true)
  }

  @inline(__always)
  private static func number(_ text: ByteView, _ start: Int, _ width: Int) -> Int? {
    var value = 0
    for index in start..<start &+ width {
      let digit = text[index] &- 0x30
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int(digit)
    }
    return value
  }

  private static func days(_ year: Int, _ month: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}
