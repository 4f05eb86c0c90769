/// What a slot of the journal holds.
enum SlotContent {
  /// Nothing.
  case free
  /// A request under way.
  case held(HeldSlot)
  /// A request that has ended and may not be in SQLite yet.
  case settled(SettledSlot)
  /// Something that cannot be read, and why.
  case damaged(String)
}
