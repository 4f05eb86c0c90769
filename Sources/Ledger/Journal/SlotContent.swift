/// What a slot of the journal holds.
enum SlotContent {
  /// Nothing.
  case free
  /// A request under way.
  case held(HeldDraft)
  /// A request that has ended and may not be in SQLite yet.
  case settled(DecisionRecord)
  /// Something that cannot be read, and why.
  case damaged(String)
}
