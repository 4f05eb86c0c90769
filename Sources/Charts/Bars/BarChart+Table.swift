extension BarChart {
  /// The bars, figure by figure.
  public var table: DataTable {
    let bars = groups.flatMap(\.bars)
    let hasIntervals = bars.contains { $0.low != nil || $0.high != nil }
    let hasCounts = bars.contains { $0.count != nil }
    let hasBounds = bars.contains(where: \.isLowerBound)
    var columns: [DataTable.Column] = [.text("group"), .text("category"), .number(x.title)]
    if hasIntervals { columns += [.number("\(interval), low"), .number("\(interval), high")] }
    if hasCounts { columns.append(.number("n")) }
    if hasBounds { columns.append(.text("kind")) }
    let rows = groups.flatMap { group in
      group.bars.map { bar in
        [group.name, bar.category, x.machineText(bar.value)]
          + (hasIntervals ? [bar.low, bar.high].map { $0.map(x.machineText) ?? "" } : [])
          + (hasCounts ? [bar.count.map { String($0) } ?? ""] : [])
          + (hasBounds ? [bar.isLowerBound ? lowerBound : ""] : [])
      }
    }
    return DataTable(caption: title, columns: columns, rows: rows)
  }
}
