extension LineChart {
  /// The points, figure by figure.
  public var table: DataTable {
    let all = series.flatMap(\.points)
    let hasIntervals = all.contains { $0.low != nil || $0.high != nil }
    let hasLabels = all.contains { $0.label != nil }
    var columns: [DataTable.Column] = [.text("series"), x.kind == .date ? .text(x.title) : .number(x.title)]
    columns.append(y.kind == .date ? .text(y.title) : .number(y.title))
    if hasIntervals { columns += [.number("\(interval), low"), .number("\(interval), high")] }
    if hasLabels { columns.append(.text("label")) }
    let rows = series.flatMap { series in
      series.points.map { point in
        [series.name, x.machineText(point.x), y.machineText(point.y)]
          + (hasIntervals ? [point.low, point.high].map { $0.map(y.machineText) ?? "" } : [])
          + (hasLabels ? [point.label ?? ""] : [])
      }
    }
    return DataTable(caption: title, columns: columns, rows: rows)
  }
}
