import Catalog

/// A request that has ended, where it lies in the journal: its draft and its outcome, both whole by their checksums.
///
/// Bytes that lie in one piece are borrowed. They stay as they are until the slot is freed, which only its owner does,
/// so that a row is written from them without a copy of its texts.
struct SettledSlot {
  let draft: SlotBytes
  let outcome: SlotBytes
  /// What was held in the end; nil when it is what the draft says.
  let grown: NanoDollars?
}

/// A part of a record: borrowed from the journal, or copied out of several pieces of it.
struct SlotBytes {
  let memory: UnsafeRawBufferPointer
  private let copy: Copy?

  private final class Copy {
    let memory: UnsafeMutableRawBufferPointer
    init(_ count: Int) { memory = .allocate(byteCount: count, alignment: 8) }
    deinit { memory.deallocate() }
  }

  init(_ memory: UnsafeRawBufferPointer) {
    self.memory = memory
    copy = nil
  }

  init(copying count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
    let copy = Copy(count)
    fill(copy.memory)
    self.copy = copy
    memory = UnsafeRawBufferPointer(copy.memory)
  }
}
