/// How many rows were left out and why: the footer of every output.
public struct ExclusionSummary: Hashable, Sendable, CustomStringConvertible {
  /// Counts by kind; kinds that did not occur are absent.
  public private(set) var counts: [Exclusion.Kind: Int] = [:]

  public init(_ exclusions: some Sequence<Exclusion>) {
    for exclusion in exclusions { counts[exclusion.kind, default: 0] += 1 }
  }

  /// Adds another file's counts.
  public mutating func add(_ other: ExclusionSummary) { counts.merge(other.counts, uniquingKeysWith: +) }

  /// Rows that do not count.
  public var leftOut: Int { total { !$0.keepsRow } }
  /// Facts that were set aside while their rows count.
  public var setAside: Int { total(\.keepsRow) }

  public var description: String {
    var sentences: [String] = []
    if leftOut > 0 {
      sentences.append("\(leftOut) \(leftOut == 1 ? "row" : "rows") left out: \(list { !$0.keepsRow })")
    }
    if setAside > 0 {
      sentences.append("\(setAside) \(setAside == 1 ? "fact" : "facts") set aside: \(list(\.keepsRow))")
    }
    return sentences.isEmpty ? "no rows left out" : sentences.joined(separator: "; ")
  }

  private func total(_ isCounted: (Exclusion.Kind) -> Bool) -> Int {
    counts.reduce(0) { isCounted($1.key) ? $0 + $1.value : $0 }
  }

  private func list(_ isCounted: (Exclusion.Kind) -> Bool) -> String {
    Exclusion.Kind.allCases.compactMap { kind in counts[kind].map { (kind: kind, count: $0) } }
      .filter { isCounted($0.kind) }
      .sorted { $0.count > $1.count }
      .map { "\($0.count) \($0.count == 1 ? $0.kind.words.one : $0.kind.words.many)" }
      .joined(separator: ", ")
  }
}
