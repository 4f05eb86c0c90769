/// What the checks leave open although neither answer failed where the other passed.
struct PairCoverage {
  /// What must still be judged, in words; empty if both answers pass all that the recipe asks.
  let open: [String]

  init(_ recipe: ScoringRecipe, _ trace: [CheckTrace]) {
    let passed = Set(trace.filter { $0.incumbent == .pass && $0.challenger == .pass }.map(\.check))
    var open = recipe.checks.filter { $0.isRequired && !passed.contains($0.id) }.map { check in
      let line = trace.first { $0.check == check.id }
      return "check '\(check.id)': \(line?.challenger.reason ?? line?.incumbent.reason ?? "was not made")"
    }
    let covered = recipe.checks.filter { passed.contains($0.id) }.reduce(into: Set<String>()) {
      $0.formUnion($1.covers)
    }
    for criterion in recipe.rubric?.criteria ?? [] where !covered.contains(criterion.id) {
      open.append("criterion '\(criterion.id)' is not covered by a check")
    }
    // Only checks that are not required, and none of them could tell: that proves nothing.
    if open.isEmpty, passed.isEmpty { open = ["no check could tell"] }
    self.open = open
  }
}
