/// How a ledger weighs speed against safety.
public struct LedgerOptions: Hashable, Sendable {
  /// What a settled request survives.
  public enum Durability: String, CaseIterable, Sendable {
    /// The end of the process at any moment (`kill -9`). A loss of power may take the last moments with it: what the
    /// kernel had not yet written of the journal, and commits since the last checkpoint (`synchronous = NORMAL`).
    case process
    /// A loss of power as well: `hold` and `settle` wait for the disk, and so does every commit (`synchronous = FULL`).
    case power
  }

  /// What a settled request survives.
  public var durability: Durability
  /// How long the writer waits for more rows before it commits.
  public var gathering: Duration
  /// Places in the journal: requests under way and not yet written, at most.
  public var journalSlots: Int
  /// The file that remembers that keys have existed; nil for `<db>-keys` beside the ledger.
  public var keysMarker: String?

  /// Options; the defaults suit a gateway.
  public init(
    durability: Durability = .process, gathering: Duration = .milliseconds(50), journalSlots: Int = 8192,
    keysMarker: String? = nil
  ) {
    self.durability = durability
    self.gathering = gathering
    self.keysMarker = keysMarker
    self.journalSlots = min(max(journalSlots, 8), 1 << 20)
  }
}
