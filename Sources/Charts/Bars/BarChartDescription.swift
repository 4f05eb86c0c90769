/// A bar chart in words, for those who do not see it.
struct BarChartDescription: Sendable {
  /// The sentences.
  let text: String

  /// Describes the axis, each group and what is missing.
  init(_ chart: BarChart, _ bars: [PlottedBar]) {
    var sentences = [chart.subtitle, "Bars along: \(chart.x.title)."]
    for group in chart.groups where !group.bars.isEmpty {
      let values = group.bars.compactMap { bar in
        chart.x.drawable(bar.value).map { value in
          "\(bar.category) \(bar.isLowerBound ? "at least " : "")\(NumberText.readable(value))"
        }
      }
      let name = group.name.isEmpty ? "Values" : group.name
      if !values.isEmpty { sentences.append("\(name): \(values.joined(separator: ", ")).") }
    }
    if bars.allSatisfy({ $0.value == nil }) { sentences.append("There is no data.") }
    sentences += Omissions.sentences(values: bars.reduce(0) { $0 + $1.leftOut })
    text = sentences.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
