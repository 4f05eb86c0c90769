public import Catalog

/// Exact sums over calls.
public struct CallSums: Hashable, Sendable {
  /// Rows of the log.
  public var rows = 0
  /// Requests that the rows stand for.
  public var requests = 0
  /// Tokens by kind.
  public var usage = TokenUsage()
  /// What the calls cost at list price, each rounded up to the nano-dollar as `Offer.cost` does, then added.
  public var list = NanoDollars.zero
  /// Rows without a list price, which are in no sum of list prices.
  public var rowsWithoutList = 0
  /// What the log says that they cost.
  public var logged = NanoDollars.zero
  /// Rows for which the log says a cost.
  public var rowsLogged = 0
  /// The list price of the rows for which the log says a cost too, for comparing like with like.
  public var listWhereLogged = NanoDollars.zero
  /// The logged cost of rows that have a list price.
  public var loggedWhereListed = NanoDollars.zero
  /// Rows that have both.
  public var rowsWithBoth = 0

  /// Sums over nothing.
  public init() {}

  /// Adds one row.
  mutating func add(_ row: TokenUsage, requests count: Int, list cost: NanoDollars?, logged paid: NanoDollars?) {
    rows += 1
    requests = Self.sum(requests, count)
    usage.add(row)
    if let cost { list += cost } else { rowsWithoutList += 1 }
    guard let paid else { return }
    logged += paid
    rowsLogged += 1
    guard let cost else { return }
    listWhereLogged += cost
    loggedWhereListed += paid
    rowsWithBoth += 1
  }

  /// Adds other sums.
  public mutating func add(_ other: CallSums) {
    rows = Self.sum(rows, other.rows)
    requests = Self.sum(requests, other.requests)
    usage.add(other.usage)
    list += other.list
    rowsWithoutList = Self.sum(rowsWithoutList, other.rowsWithoutList)
    logged += other.logged
    rowsLogged = Self.sum(rowsLogged, other.rowsLogged)
    listWhereLogged += other.listWhereLogged
    loggedWhereListed += other.loggedWhereListed
    rowsWithBoth = Self.sum(rowsWithBoth, other.rowsWithBoth)
  }

  /// The sum of two counts; saturates, because counts come from logs and saved files.
  // Inlined into a dozen sums of sums, its branches keep Swift 6.3's optimiser busy for hours.
  @inline(never)
  static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }
}

extension TokenUsage {
  /// Adds the counts of another usage; saturates.
  mutating func add(_ other: TokenUsage) {
    input = CallSums.sum(input, other.input)
    cacheRead = CallSums.sum(cacheRead, other.cacheRead)
    cacheWriteShort = CallSums.sum(cacheWriteShort, other.cacheWriteShort)
    cacheWriteLong = CallSums.sum(cacheWriteLong, other.cacheWriteLong)
    output = CallSums.sum(output, other.output)
    reasoning = CallSums.sum(reasoning, other.reasoning)
  }

  /// True when every count is between none and `bound`.
  func isPlausible(upTo bound: Int) -> Bool {
    let range = 0...bound
    return range.contains(input) && range.contains(cacheRead) && range.contains(cacheWriteShort)
      && range.contains(cacheWriteLong) && range.contains(output) && range.contains(reasoning)
  }

  /// True when no token was used.
  var isEmpty: Bool {
    input == 0 && output == 0 && cacheRead == 0 && cacheWriteShort == 0 && cacheWriteLong == 0 && reasoning == 0
  }
}
