/// A request that has ended, where it lies in the journal: its draft and its outcome, both whole by their checksums.
///
/// The bytes are borrowed. They stay as they are until the slot is freed, which only its owner does, so that a row is
/// written from them without a copy of its texts.
struct SettledSlot {
  let draft: UnsafeRawBufferPointer
  let outcome: UnsafeRawBufferPointer
}
