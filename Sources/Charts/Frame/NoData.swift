/// What stands in a chart without anything to draw.
enum NoData {
  /// The words in the middle of a plot.
  static func drawn(in area: Box) -> [Markup] {
    [.label("no data", at: area.center.moved(y: 4), .subtitle, .muted, anchor: .middle)]
  }
}
