extension ScoreCollection {
  /// Keeps the best of several scores of one model on one benchmark.
  mutating func keepBest() {
    var best: [Int: Int] = [:]
    best.reserveCapacity(entries.count)
    var isKept = [Bool](repeating: true, count: entries.count)
    for (index, entry) in entries.enumerated() {
      let pair = entry.model * benchmarks.names.count + entry.benchmark
      guard let known = best[pair] else {
        best[pair] = index
        continue
      }
      let (winner, loser) = entry.value > entries[known].value ? (index, known) : (known, index)
      best[pair] = winner
      isKept[loser] = false
      let (other, own) = (entries[winner].place, entries[loser].place)
      let row = other.file == own.file ? "row \(other.row)" : "\(other.file):\(other.row)"
      leave(
        .duplicate, own,
        "'\(models.names[entry.model])' has a score on '\(benchmarks.names[entry.benchmark])' in \(row) too; the best counts"
      )
    }
    entries = zip(entries, isKept).compactMap { $1 ? $0 : nil }
  }

  /// Leaves out models of which no date is known, and those that came out too early.
  mutating func keepDated(_ facts: inout FactCollection, from: Day) {
    var dates = models.names.map { facts.facts[$0]?.released }
    for entry in entries where dates[entry.model] == nil {
      let name = models.names[entry.model]
      guard facts.refused[name] == nil, let released = entry.released else { continue }
      dates[entry.model] = released
      facts.add(
        FrontierModel(name: name, released: released, organisation: "", country: "", weights: .unknown),
        .init(file: entry.place.file, row: entry.place.row))
      leave(.noFacts, entry.place, "'\(name)' is in no table of models, so it counts for neither side")
    }
    var kept: [Entry] = []
    kept.reserveCapacity(entries.count)
    for entry in entries {
      let name = models.names[entry.model]
      if let date = dates[entry.model] {
        if date >= from {
          kept.append(entry)
        } else {
          leave(.earlyDate, entry.place, "'\(name)' came out on \(date), before \(from)")
        }
      } else if let refusal = facts.refused[name] {
        leave(refusal.kind, entry.place, "'\(name)' is left out: \(refusal)")
      } else {
        leave(.missingDate, entry.place, "no row says when '\(name)' came out")
      }
    }
    entries = kept
  }

  /// Leaves out models and benchmarks that compare too little. One can bring about the other, so it repeats.
  mutating func keepConnected(_ rules: ImportRules) {
    var count = -1
    while entries.count != count {
      count = entries.count
      var perModel = [Int](repeating: 0, count: models.names.count)
      var perBenchmark = [Int](repeating: 0, count: benchmarks.names.count)
      for entry in entries {
        perModel[entry.model] += 1
        perBenchmark[entry.benchmark] += 1
      }
      var kept: [Entry] = []
      kept.reserveCapacity(entries.count)
      for entry in entries {
        if perModel[entry.model] < rules.fewestBenchmarks {
          let name = models.names[entry.model]
          leave(
            .fewBenchmarks, entry.place,
            "'\(name)' has scores on \(perModel[entry.model]) benchmarks; \(rules.fewestBenchmarks) are needed")
        } else if perBenchmark[entry.benchmark] < rules.fewestModels {
          let name = benchmarks.names[entry.benchmark]
          leave(
            .oneModelBenchmark, entry.place,
            "'\(name)' has scores of \(perBenchmark[entry.benchmark]) model only, so it compares nobody")
        } else {
          kept.append(entry)
        }
      }
      entries = kept
    }
  }
}
