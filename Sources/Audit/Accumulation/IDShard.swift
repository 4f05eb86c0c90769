/// A part of the seen ids: open addressing with linear probing, at most 85 % full, growing by a quarter.
struct IDShard: Sendable {
  private var slots: [UInt64] = []
  private(set) var count = 0

  var bytes: Int { slots.count * 8 }

  func contains(_ id: UInt64) -> Bool {
    guard !slots.isEmpty else { return false }
    let id = id == 0 ? 1 : id
    var slot = place(id)
    while slots[slot] != 0 {
      if slots[slot] == id { return true }
      slot = slot + 1 == slots.count ? 0 : slot + 1
    }
    return false
  }

  /// False when the id was there.
  mutating func insert(_ id: UInt64) -> Bool {
    // Zero marks a free slot; the one id that mixes to it takes its neighbour's place.
    let id = id == 0 ? 1 : id
    if (count + 1) * 20 > slots.count * 17 { grow() }
    var slot = place(id)
    while slots[slot] != 0 {
      if slots[slot] == id { return false }
      slot = slot + 1 == slots.count ? 0 : slot + 1
    }
    slots[slot] = id
    count += 1
    return true
  }

  func forEach(_ body: (UInt64) -> Void) { for slot in slots where slot != 0 { body(slot) } }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: max(64, old.count + old.count / 4))
    for id in old where id != 0 {
      var slot = place(id)
      while slots[slot] != 0 { slot = slot + 1 == slots.count ? 0 : slot + 1 }
      slots[slot] = id
    }
  }

  // The top eight bits chose the shard; the rest, scaled to the table's size, choose the slot.
  private func place(_ id: UInt64) -> Int { Int((id << 8).multipliedFullWidth(by: UInt64(slots.count)).high) }
}
