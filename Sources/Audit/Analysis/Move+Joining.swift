internal import Catalog
internal import Policy

extension Move {
  private struct Key: Hashable {
    var line: AuditLine
    var useCase: String
    var stakes: String
    var incumbent: String
    var challenger: String?
    var rule: String?
  }

  /// Moves with the same line, use case, models and rule as one, the greatest saving first.
  static func joined(_ moves: [Move]) -> [Move] {
    var numbers: [Key: Int] = [:]
    var joined: [Move] = []
    for move in moves {
      let key = Key(
        line: move.line, useCase: move.useCase, stakes: move.stakes.rawValue, incumbent: move.incumbent,
        challenger: move.challenger, rule: move.rule)
      if let number = numbers[key] {
        joined[number].add(move)
      } else {
        numbers[key] = joined.count
        joined.append(move)
      }
    }
    return joined.sorted { $0.order < $1.order }
  }

  // The greatest saving first, then names, so that the order never depends on how the log was read.
  private var order: (Int64, Int64, String, String, String) {
    (-saving.expected.amount, -sums.list.amount, useCase, incumbent, challenger ?? "")
  }

  private mutating func add(_ other: Move) {
    sums.add(other.sums)
    covered.add(other.covered)
    cost += other.cost
    saving += other.saving
    cacheReadsLost = CallSums.sum(cacheReadsLost, other.cacheReadsLost)
    rowsWithoutTier = CallSums.sum(rowsWithoutTier, other.rowsWithoutTier)
    residencyUplift += other.residencyUplift
    for candidate in other.candidates {
      if let number = candidates.firstIndex(where: { $0.offer == candidate.offer && $0.verdict == candidate.verdict }) {
        candidates[number].coveredRows += candidate.coveredRows
        candidates[number].cost += candidate.cost
        candidates[number].saving += candidate.saving
      } else {
        candidates.append(candidate)
      }
    }
    candidates.sort { ($1.saving.expected, $0.offer) < ($0.saving.expected, $1.offer) }
  }
}
