/// Costs that are straight lines in one parameter, and where the cheapest one changes.
struct LowerEnvelope {
  /// A cost: `intercept + slope · x`.
  struct Line {
    var intercept: Double
    var slope: Double

    /// The line through two values.
    init(at first: Double, _ firstCost: Double, at second: Double, _ secondCost: Double) {
      slope = (secondCost - firstCost) / (second - first)
      intercept = firstCost - slope * first
    }

    func cost(at x: Double) -> Double { intercept + slope * x }
  }

  var lines: [Line]

  /// The cheapest line at a place; of equal ones the first.
  func cheapest(at x: Double) -> Int? {
    lines.indices.min { (lines[$0].cost(at: x), $0) < (lines[$1].cost(at: x), $1) }
  }

  /// Walks along the envelope until the cheapest line is one that `isOther` accepts, and says where; nil if none is met
  /// before the limit.
  func change(from start: Double, to limit: Double, where isOther: (Int) -> Bool) -> (at: Double, line: Int)? {
    guard var current = cheapest(at: start), limit != start else { return nil }
    var place = start
    let direction: Double = limit > start ? 1 : -1
    for _ in lines.indices {
      var next: (at: Double, line: Int)?
      for number in lines.indices where (lines[current].slope - lines[number].slope) * direction > 0 {
        let gap = lines[current].slope - lines[number].slope
        let crossing = (lines[number].intercept - lines[current].intercept) / gap
        let at = direction > 0 ? max(place, crossing) : min(place, crossing)
        guard at.isFinite, direction > 0 ? at <= limit : at >= limit else { continue }
        // Of lines that cross at the same place the steepest descent goes on.
        if let best = next {
          let nearer = (best.at - at) * direction
          guard
            nearer > 0 || (nearer == 0 && (lines[best.line].slope - lines[number].slope) * direction > 0)
          else { continue }
        }
        next = (at, number)
      }
      guard let next else { return nil }
      if isOther(next.line) { return next }
      place = next.at
      current = next.line
    }
    return nil
  }
}
