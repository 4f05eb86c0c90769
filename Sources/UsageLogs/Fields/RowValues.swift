/// The values found in one row, by what they mean; the first that is not null counts.
struct RowValues {
  private var values = [RawValue](repeating: RawValue(.empty, .null), count: Slot.allCases.count)
  /// The slots that hold something.
  var present: UInt64 = 0

  /// Forgets everything.
  @inline(__always)
  mutating func reset() { present = 0 }

  /// Keeps a value unless the slot is taken.
  @inline(__always)
  mutating func keep(_ value: RawValue, in slot: Slot) {
    guard present & slot.bit == 0, !value.isNothing else { return }
    present |= slot.bit
    values[slot.rawValue] = value
  }

  /// The value of a slot.
  @inline(__always)
  subscript(slot: Slot) -> RawValue? { present & slot.bit == 0 ? nil : values[slot.rawValue] }
}
