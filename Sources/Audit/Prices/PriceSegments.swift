internal import Catalog

/// Numbers for stretches of time within which no offer's rates change: between two dated changes, and inside or
/// outside each window of the week.
///
/// Calls of one segment, prompt size and tier meet the same rates on every offer, so their tokens may be summed first
/// and priced later, exactly.
struct PriceSegments: Sendable {
  /// Instants at which something changes for good, ascending.
  let changes: [Timestamp]
  /// How many kinds of hour the week has.
  let weekClassCount: Int
  // Which kind of hour each minute of the week is, Monday 00:00 UTC first.
  private let weekClasses: [UInt16]

  /// The segments of a catalogue's prices, cut at further instants too.
  init(_ catalog: Catalog, also instants: [Timestamp] = []) {
    var changes = Set(instants)
    var windows: Set<PriceWindow> = []
    for offer in catalog.offers {
      if let retires = offer.retires { changes.insert(retires) }
      for price in offer.prices {
        changes.insert(price.from)
        for variant in price.variants { windows.formUnion(variant.windows) }
      }
    }
    self.changes = changes.sorted()
    // Kinds of hour are numbered as the week meets them, so the order of the set does not show.
    let all = Array(windows)
    var numbers: [[Bool]: UInt16] = [:]
    var classes: [UInt16] = []
    classes.reserveCapacity(10_080)
    for weekday in 1...7 {
      for minute in 0..<1440 {
        let inside = all.map { $0.contains(weekday: weekday, minute: minute) }
        let number = numbers[inside] ?? UInt16(truncatingIfNeeded: numbers.count)
        numbers[inside] = number
        classes.append(number)
      }
    }
    weekClasses = classes
    weekClassCount = max(1, numbers.count)
  }

  /// The segment in which an instant lies.
  func number(at instant: Timestamp) -> Int {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= instant { low = middle + 1 } else { high = middle }
    }
    let minute = (instant.weekday - 1) * 1440 + instant.minuteOfDay
    return low * weekClassCount + Int(weekClasses[minute])
  }
}
