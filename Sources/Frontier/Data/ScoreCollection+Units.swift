extension ScoreCollection {
  /// Makes declared percentages fractions and leaves out what is no fraction.
  ///
  /// Where most of a benchmark's undeclared scores are above 1, they are percentages, and those up to 1 may be either:
  /// half a per cent would be read as half of the benchmark. So they go too. Where most are fractions, one above 1 is a slip.
  mutating func settleUnits() {
    var above = [Int](repeating: 0, count: benchmarks.names.count)
    var within = above
    var converted = above
    for entry in entries where !entry.isPercent {
      if entry.value > 1, entry.value <= 100 { above[entry.benchmark] += 1 }
      if entry.value > 0, entry.value <= 1 { within[entry.benchmark] += 1 }
    }
    var kept: [Entry] = []
    kept.reserveCapacity(entries.count)
    for var entry in entries {
      let share = entry.isPercent ? entry.value / 100 : entry.value
      let name = benchmarks.names[entry.benchmark]
      if entry.isPercent, (0...1).contains(share) {
        converted[entry.benchmark] += 1
        entry.value = share
        kept.append(entry)
      } else if entry.isPercent {
        leave(.outOfRange, entry.place, "\(entry.value) % is not between 0 and 100 %")
      } else if (0...1).contains(share), above[entry.benchmark] > 0, above[entry.benchmark] >= within[entry.benchmark] {
        leave(
          .mixedUnits, entry.place,
          "\(share) may be a fraction or a percentage: \(above[entry.benchmark]) other scores of '\(name)' are above 1")
      } else if (0...1).contains(share) {
        kept.append(entry)
      } else if share > 1, share <= 100 {
        let isMixed = within[entry.benchmark] > 0
        leave(
          isMixed ? .mixedUnits : .outOfRange, entry.place,
          isMixed
            ? "\(share) looks like a percentage, but \(within[entry.benchmark]) other scores of '\(name)' are fractions"
            : "\(share) is not between 0 and 1; if it is a percentage, write \(share)% or the unit %")
      } else {
        leave(.outOfRange, entry.place, "\(share) is not between 0 and 1")
      }
    }
    entries = kept
    for (name, count) in zip(benchmarks.names, converted) where count > 0 {
      conversions.append("\(count) \(count == 1 ? "score" : "scores") of '\(name)' divided by 100, as the unit is %")
    }
  }

  /// Takes out what guessing brings, so that 0 is guessing and 1 is perfect.
  mutating func correct(_ chance: [String: Double]) {
    guard !chance.isEmpty else { return }
    let bases = benchmarks.names.map { min(max(chance[$0] ?? 0, 0), 0.99) }
    for index in entries.indices {
      let base = bases[entries[index].benchmark]
      entries[index].value = max(0, (entries[index].value - base) / (1 - base))
    }
  }
}
