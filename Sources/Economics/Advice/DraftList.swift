/// Every option worth weighing: each candidate alone, and cascades of those that nothing beats in both price and error.
struct DraftList {
  typealias Draft = OptionEvaluator.Draft

  /// Each candidate alone.
  let singles: [Draft]
  /// Cascades of an open and a closed candidate.
  let cascades: [Draft]
  /// Singles that can be the best at some price and some cost of an error.
  let efficient: [Draft]

  init(_ candidates: [Candidate], _ builder: OptionBuilder) {
    singles = candidates.map { .single($0) }
    // Of candidates with equal weights, one that costs more and errs more is never the better choice, alone or in a
    // cascade, so leaving it out changes nothing.
    let open = Self.undominated(candidates.filter { $0.optionClass == .open }, builder)
    let closed = Self.undominated(candidates.filter { $0.optionClass == .closed }, builder)
    let own = candidates.filter { $0.optionClass == .selfHosted }
    efficient = (open + closed + own).map { .single($0) }
    cascades =
      builder.evaluator.detectorCost == nil
      ? [] : open.flatMap { first in closed.map { .cascade(open: first, closed: $0) } }
  }

  private static func undominated(_ candidates: [Candidate], _ builder: OptionBuilder) -> [Candidate] {
    let point = builder.beliefs.central
    let rated = candidates.compactMap { candidate in
      builder.error(candidate).map { (candidate: candidate, dollars: candidate.dollars(point), error: $0) }
    }
    return rated.enumerated().filter { place, mine in
      !rated.enumerated().contains { otherPlace, other in
        let isAsGood =
          other.dollars <= mine.dollars && other.error.value <= mine.error.value
          && other.error.bound <= mine.error.bound
        let isBetter =
          other.dollars < mine.dollars || other.error.value < mine.error.value
          || other.error.bound < mine.error.bound || otherPlace < place
        return otherPlace != place && isAsGood && isBetter
      }
    }.map(\.element.candidate)
  }
}
