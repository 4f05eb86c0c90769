/// Problems counted by kind, with the first few of each as examples.
public struct LogProblems: Hashable, Codable, Sendable {
  /// How many currencies are counted by name.
  static let currencyLimit = 64

  /// How often each kind was met.
  public private(set) var counts: [LogProblemKind: Int] = [:]
  /// The first of each kind, in the order of files and rows.
  public private(set) var examples: [LogProblemKind: [LogProblem]] = [:]
  /// Rows whose cost is in another currency, by currency.
  public private(set) var currencies: [String: Int] = [:]
  /// How many examples of a kind are kept.
  public let examplesPerKind: Int

  /// No problems yet.
  public init(examplesPerKind: Int = 5) { self.examplesPerKind = max(0, examplesPerKind) }

  /// How often a kind was met.
  public subscript(kind: LogProblemKind) -> Int { counts[kind] ?? 0 }

  /// Whether nothing was met that lost a row, a field or a part of a file.
  public var isClean: Bool { !counts.keys.contains { $0.effect != .noted } }

  /// How many problems have an effect.
  public func count(of effect: LogProblemKind.Effect) -> Int {
    counts.reduce(0) { $1.key.effect == effect ? $0 + $1.value : $0 }
  }

  /// Counts a problem; `problem` is only asked for its text while examples are wanted.
  @inline(__always)
  mutating func add(_ kind: LogProblemKind, _ problem: () -> LogProblem) {
    let count = counts[kind] ?? 0
    counts[kind] = count + 1
    if count < examplesPerKind { examples[kind, default: []].append(problem()) }
  }

  /// Counts a row in another currency.
  mutating func add(currency: String) {
    let name = currencies[currency] != nil || currencies.count < Self.currencyLimit ? currency : "(others)"
    currencies[name, default: 0] += 1
  }

  /// Adds what was met later in the files.
  mutating func merge(_ later: LogProblems) {
    for (kind, count) in later.counts { counts[kind, default: 0] += count }
    for (kind, list) in later.examples {
      let room = examplesPerKind - (examples[kind]?.count ?? 0)
      if room > 0 { examples[kind, default: []] += list.prefix(room) }
    }
    for (currency, count) in later.currencies {
      let name = currencies[currency] != nil || currencies.count < Self.currencyLimit ? currency : "(others)"
      currencies[name, default: 0] += count
    }
  }
}
