internal import Learning

/// How many of each side's conversations were rated. Who speaks up is no sample; but where one side's callers speak up
/// more often than the other's, the two are not even the same kind of callers.
public struct ResponseRates: Codable, Hashable, Sendable {
  /// Conversations of a side, and how many of them were rated.
  public struct Side: Codable, Hashable, Sendable {
    public var conversations: Int
    public var rated: Int

    /// A side by its counts.
    public init(conversations: Int = 0, rated: Int = 0) {
      self.conversations = conversations
      self.rated = rated
    }

    /// The share that was rated; nil of nothing.
    public var share: Double? { conversations > 0 ? Double(rated) / Double(conversations) : nil }
  }

  public var incumbent: Side
  public var challenger: Side

  /// Both sides.
  public init(incumbent: Side = Side(), challenger: Side = Side()) {
    self.incumbent = incumbent
    self.challenger = challenger
  }

  /// Whether the shares are shown to differ: their exact 99 % intervals do not meet.
  public var differ: Bool {
    func ends(_ side: Side) -> ClosedRange<Double> {
      let lower = ClopperPearson.lower(hits: side.rated, of: side.conversations, confidence: 0.995)
      return lower...max(lower, ClopperPearson.upper(hits: side.rated, of: side.conversations, confidence: 0.995))
    }
    return !ends(incumbent).overlaps(ends(challenger))
  }
}
