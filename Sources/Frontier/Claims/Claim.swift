/// A figure about the gap that somebody published, as data: what was said, by whom, and how we would measure the same.
public struct Claim: Hashable, Sendable {
  /// What kind of statement it is; only measurements can be checked.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case measurement
    /// A view, however it is put; it never enters a calculation.
    case opinion
    /// Quoted by others and found in no source; it never enters a calculation.
    case unverified
  }

  /// What the figure counts.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    case months, points, percent
  }

  public var id: String
  public var published: Day
  public var source: String
  public var address: String
  /// How the source was seen: its own page, or pages that quote it.
  public var seen: String
  public var kind: Kind
  public var statement: String
  public var value: Double
  /// The range or interval that was published with it.
  public var interval: ClosedRange<Double>?
  public var unit: Unit
  /// How near ours must be to count as the same.
  public var tolerance: Double?
  /// How we measure the same; nil where our data cannot.
  public var recipe: ClaimRecipe?
  public var note: String
}
