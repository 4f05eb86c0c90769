public import Catalog
public import Policy

/// What a log cost, what it would have cost elsewhere, and what of the difference may be claimed.
///
/// Savings are kept in three buckets that are never added up: blocked by policy (A), proven equal (B), unknown (C).
public struct AuditReport: Hashable, Sendable {
  /// Rows that were read, and the row's line in which each of them is.
  public var total: CallSums
  /// Every line, in the order of `AuditLine`; their sums add up to `total`.
  public var lines: [Line]
  /// The first and the last call; nil for a log without any.
  public var period: AuditPeriod?
  /// The period's length in days, at least one.
  public var days: Double
  /// A: what policy forbids, by rule, the dearest first.
  public var blocked: [Move]
  /// B: what evidence says is equal.
  public var proven: [Move]
  /// C: what nobody knows.
  public var unknown: [Move]
  /// Calls for which nothing is cheaper.
  public var nothingCheaper: [Move]
  /// The savings of A, for showing what policy costs; not claimable.
  public var blockedSaving: SavingRange
  /// The savings of B.
  public var provenSaving: SavingRange
  /// The savings of C, if all of it turned out equal; else nothing.
  public var unknownSaving: SavingRange
  /// By use case, the dearest first.
  public var byUseCase: [UseCaseTotal]
  /// By model that served, the dearest first; unresolved names together.
  public var byModel: [ModelTotal]
  /// Names without a list price, the most rows first.
  public var unpriced: [UnpricedName]
  /// How use cases were found.
  public var foundBy: [WorkSourceCount]
  /// What hold-outs say, of moves that the log has calls for and of others.
  public var holdouts: [HoldoutClaim]
  /// What it rests on.
  public var assumptions: [Assumption]
  /// Which prices.
  public var prices: PriceVersion
  /// What a reader of the report has to know.
  public var notices: [AuditNotice]

  /// A line with what is in it.
  public struct Line: Hashable, Sendable {
    /// Which.
    public var line: AuditLine
    /// What its rows sum to.
    public var sums: CallSums
  }

  /// The sums of a line.
  public func sums(_ line: AuditLine) -> CallSums { lines.first { $0.line == line }?.sums ?? CallSums() }
}

/// The time that a log covers.
public struct AuditPeriod: Hashable, Sendable {
  /// The earliest call.
  public var first: Timestamp
  /// The latest call.
  public var last: Timestamp

  /// The length in days, at least one.
  public var days: Double { max(1, (Double(last.milliseconds) - Double(first.milliseconds)) / 86_400_000) }
}

/// What a use case cost.
public struct UseCaseTotal: Hashable, Sendable {
  /// The use case.
  public var useCase: UseCaseID
  /// Its name for people.
  public var title: String
  /// Its calls, duplicates and unusable rows left out.
  public var sums: CallSums
  /// The list price by line.
  public var byLine: [AuditLine: NanoDollars]
}

/// What a model cost.
public struct ModelTotal: Hashable, Sendable {
  /// The model; nil for names that no model of the catalogue has.
  public var model: ModelID?
  /// Its weights, if it is known.
  public var weights: Weights?
  /// Its calls, duplicates and unusable rows left out.
  public var sums: CallSums

  /// What the log says above list price, over the rows that have both.
  public var loggedAboveList: NanoDollars { sums.loggedWhereListed - sums.listWhereLogged }
}

/// A name without a list price.
public struct UnpricedName: Hashable, Sendable {
  /// The model's name in the log.
  public var model: String
  /// The provider's name in the log.
  public var provider: String
  /// Why there is no price.
  public var reason: UnpricedReason
  /// Models with a similar name.
  public var near: [String]
  /// Its calls.
  public var sums: CallSums
}

/// How many rows found their use case in one way.
public struct WorkSourceCount: Hashable, Sendable {
  /// The way.
  public var source: WorkSource
  /// It in a few words; a rule's conditions.
  public var summary: String
  /// Rows, duplicates and unusable ones left out.
  public var rows: Int
}

/// A figure that the report rests on.
public struct Assumption: Hashable, Sendable {
  /// What it is about.
  public var name: String
  /// The figure with its interval and source.
  public var value: AssumedValue
  /// Its unit.
  public var unit: String
}
