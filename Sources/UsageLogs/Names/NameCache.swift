/// One worker's memory of the numbers of names, so that a name seen before costs no lock and no allocation.
struct NameCache {
  private struct Slot {
    var hash: UInt64 = 0
    var start = 0
    var count = 0
    var number = NameNumber.none
  }

  /// Bytes of a name that are kept.
  static let longestName = 256

  private let names: LogNames
  private var slots = [Slot](repeating: Slot(), count: 1 << 10)
  private var bytes: [UInt8] = []
  private var used = 0

  init(_ names: LogNames) { self.names = names }

  /// The number of a name.
  @inline(__always)
  mutating func number(of name: ByteView) -> NameNumber {
    guard !name.isEmpty else { return .none }
    let name = name.count <= Self.longestName ? name : cut(name)
    let hash = ByteHash.hash(name)
    var place = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
    while slots[place].hash != 0 {
      let slot = slots[place]
      if slot.hash == hash, slot.count == name.count, isKept(name, at: slot.start) { return slot.number }
      place = (place &+ 1) & (slots.count &- 1)
    }
    return add(name, hash, at: place)
  }

  @inline(__always)
  private func isKept(_ name: ByteView, at start: Int) -> Bool {
    bytes.withView(bytes.count) { $0[start..<start + name.count].equals(name) }
  }

  private func cut(_ name: ByteView) -> ByteView {
    var end = Self.longestName
    while end > 0, name[end] & 0xC0 == 0x80 { end -= 1 }
    return name[0..<end]
  }

  private mutating func add(_ name: ByteView, _ hash: UInt64, at place: Int) -> NameNumber {
    let number = names.number(of: name.string)
    // A log with ever new names must not grow the worker's memory either: it forgets and asks again.
    if used >= names.limit {
      slots = [Slot](repeating: Slot(), count: 1 << 10)
      bytes.removeAll()
      used = 0
      return number
    }
    slots[place] = Slot(hash: hash, start: bytes.count, count: name.count, number: number)
    bytes.append(name)
    used += 1
    if used * 2 > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    var larger = [Slot](repeating: Slot(), count: slots.count * 2)
    for slot in slots where slot.hash != 0 {
      var place = Int(truncatingIfNeeded: slot.hash) & (larger.count - 1)
      while larger[place].hash != 0 { place = (place + 1) & (larger.count - 1) }
      larger[place] = slot
    }
    slots = larger
  }
}
