extension TornadoChart {
  /// The choices in the drawn order, then those that cannot be drawn.
  public var table: DataTable {
    let undrawn = sensitivities.filter { x.drawable($0.low) == nil || x.drawable($0.high) == nil }
    let rows = (ranked + undrawn).map { row in
      [row.name, x.machineText(row.low), row.lowLabel, x.machineText(row.high), row.highLabel]
    }
    return DataTable(
      caption: "\(title) (\(baselineLabel): \(x.machineText(baseline)))",
      columns: [
        .text("choice"), .number("low: \(x.title)"), .text("with"), .number("high: \(x.title)"), .text("with"),
      ],
      rows: rows)
  }

  /// The chart in words, for those who do not see it.
  var description: String {
    let shown = ranked
    var sentences = [subtitle, "Bars along: \(x.title)."]
    if let baseline = x.drawable(baseline) {
      sentences.append("\(baselineLabel): \(NumberText.readable(baseline)).")
    }
    sentences += shown.map { row in
      "\(row.name): \(NumberText.readable(row.low)) to \(NumberText.readable(row.high))."
    }
    if shown.isEmpty { sentences.append("There is no data.") }
    let values = sensitivities.flatMap { [$0.low, $0.high] } + [baseline]
    sentences += Omissions.sentences(values: values.count { x.drawable($0) == nil })
    return sentences.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
