public import Catalog
public import Policy

/// What callers' ratings say of one move, from conversations between whose sides a lot chose.
public struct HoldoutClaim: Hashable, Sendable {
  /// What it comes to.
  public enum Verdict: String, CaseIterable, Sendable {
    /// The challenger is worse by no more than the margin: the move may be claimed.
    case proven
    /// The challenger is worse by more than the margin, whatever else was thought.
    case contradicted
    /// The interval holds the margin: more choices are needed.
    case open
    /// The challenger is worse by no more than the margin as callers see it, but the gate closed because its pairs, its
    /// guardrails or failures say otherwise.
    case disputed
    /// One side's callers spoke up more often than the other's, so that their ratings cannot be compared.
    case unlike
    /// Too few choices to conclude anything.
    case tooFew = "too_few"
  }

  /// A value with the interval that holds it.
  public struct Interval: Hashable, Sendable {
    public var value: Double
    public var range: ClosedRange<Double>

    /// A value and its interval.
    public init(_ value: Double, _ range: ClosedRange<Double>) {
      self.value = value
      self.range = range
    }
  }

  /// What the ratings say of quality, from 0 bad to 1 good.
  public struct Quality: Hashable, Sendable {
    /// If the challenger, or the incumbent, had served all of them.
    public var challenger: Interval
    public var incumbent: Interval
    /// Challenger minus incumbent.
    public var difference: Interval
    /// The number of effective choices of the side that has fewer.
    public var effective: Double
    /// Roughly how many rated choices in all would prove the move, if the difference stays; nil when it never would.
    public var needed: Int?

    /// An estimate by its parts.
    public init(challenger: Interval, incumbent: Interval, difference: Interval, effective: Double, needed: Int?) {
      self.challenger = challenger
      self.incumbent = incumbent
      self.difference = difference
      self.effective = effective
      self.needed = needed
    }
  }

  /// How many conversations a side had, and how many of them were rated.
  public struct Side: Hashable, Sendable {
    public var conversations: Int
    public var rated: Int

    /// A side by its counts.
    public init(conversations: Int, rated: Int) {
      self.conversations = conversations
      self.rated = rated
    }
  }

  public var useCase: UseCaseID
  /// Whose conversations they were; nil for those of all, which alone prove a move of all.
  public var tenant: String?
  public var incumbent: ModelID
  public var challenger: ModelID
  /// The gate whose hold-out it was.
  public var gate: String
  /// How much worse still counts as equal.
  public var margin: Double
  /// The chance with which the intervals hold, at all times at once.
  public var level: Double
  public var incumbentSide: Side
  public var challengerSide: Side
  /// Whether the shares that were rated are shown to differ.
  public var isRatedUnlike: Bool
  /// Whether the gate was closed by evidence of its own against the challenger.
  public var isFoundWorse: Bool
  /// What the ratings say; nil when they are too few, for the reason given.
  public var quality: Quality?
  public var refusal: String?
  /// What a request costs with the challenger and with the incumbent, and the difference, in nano-dollars; nil where too
  /// few costs are known.
  public var cost: Quality?

  /// A claim without its figures.
  public init(
    useCase: UseCaseID, tenant: String? = nil, incumbent: ModelID, challenger: ModelID, gate: String, margin: Double,
    level: Double, incumbentSide: Side, challengerSide: Side, isRatedUnlike: Bool = false,
    isFoundWorse: Bool = false, quality: Quality? = nil, refusal: String? = nil, cost: Quality? = nil
  ) {
    self.useCase = useCase
    self.tenant = tenant
    self.incumbent = incumbent
    self.challenger = challenger
    self.gate = gate
    self.margin = margin
    self.level = level
    self.incumbentSide = incumbentSide
    self.challengerSide = challengerSide
    self.isRatedUnlike = isRatedUnlike
    self.isFoundWorse = isFoundWorse
    self.quality = quality
    self.refusal = refusal
    self.cost = cost
  }

  /// What it comes to.
  public var verdict: Verdict {
    guard let quality else { return .tooFew }
    if isRatedUnlike { return .unlike }
    if quality.difference.range.lowerBound >= -margin { return isFoundWorse ? .disputed : .proven }
    return quality.difference.range.upperBound < -margin ? .contradicted : .open
  }
}
