/// Which series of a line chart are named at their ends and which in the key.
struct LineKey: Sendable {
  /// The series named at the right edge, by their place in the data.
  let direct: [Int]
  /// The lines of the key.
  let entries: [LegendEntry]
  /// The pixels right of the plot that the names need.
  let margin: Double

  // More names than this would run into each other in a plot of the least height.
  private static let mostDirect = 8

  /// Decides for a width in pixels.
  init(_ data: LineChartData, interval: String, domain: Extent, width: Double) {
    let room = width * 0.27
    let fits = data.series.enumerated().filter { _, series in
      guard series.isLine, let end = series.isStep ? data.lastX : series.points.map(\.x).max() else { return false }
      return domain.contains(end) && (domain.high - end) <= domain.span * 0.05 && !series.name.isEmpty
        && TextMeasure.width(series.name, .strong) <= room
    }
    let direct = fits.count <= Self.mostDirect ? fits : []
    self.direct = direct.map(\.offset)
    margin = direct.map { TextMeasure.width($0.element.name, .strong) + 14 }.max() ?? 0
    let named = Set(self.direct)
    var entries: [LegendEntry] = []
    for (index, series) in data.series.enumerated() where !named.contains(index) {
      entries.append(LegendEntry(swatch: Self.swatch(series), text: series.name))
    }
    let uncertain = data.series.filter { $0.points.contains { $0.interval != nil } }
    if !uncertain.isEmpty {
      let hues = Set(uncertain.filter(\.isLine).map(\.hue))
      let band: Ink? = hues.count == 1 ? hues.first.map { .hue($0) } : hues.isEmpty ? nil : .muted
      let swatch = LegendEntry.Swatch.uncertainty(band: band, hasBars: uncertain.contains { !$0.isLine })
      entries.append(LegendEntry(swatch: swatch, text: interval))
    }
    self.entries = entries
  }

  private static func swatch(_ series: PlottedSeries) -> LegendEntry.Swatch {
    switch series.mark {
    case .line(let pattern), .step(let pattern): .line(series.hue, pattern, hasMarker: true)
    case .scatter(let isHollow): .marker(series.hue, isHollow: isHollow)
    }
  }
}
