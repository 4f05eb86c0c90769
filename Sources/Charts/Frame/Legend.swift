/// The key to a chart, in rows.
struct Legend: Sendable {
  private let rows: [[LegendEntry]]

  /// The height of a row, in pixels.
  static let rowHeight = 20.0
  private static let gap = 18.0

  /// The entries in as many rows as the width asks for.
  init(_ entries: [LegendEntry], width: Double) {
    var rows: [[LegendEntry]] = []
    var row: [LegendEntry] = []
    var used = 0.0
    for entry in entries {
      let room = width - LegendEntry.swatchWidth - 6
      let entry = LegendEntry(
        swatch: entry.swatch, text: TextFitting.shortened(entry.text, width: room, .normal))
      if !row.isEmpty && used + entry.width > width {
        rows.append(row)
        row = []
        used = 0
      }
      row.append(entry)
      used += entry.width + Self.gap
    }
    if !row.isEmpty { rows.append(row) }
    self.rows = rows
  }

  /// The height of all rows, in pixels.
  var height: Double { Double(rows.count) * Self.rowHeight }

  /// The rows below a height.
  func drawn(left: Double, top: Double) -> [Markup] {
    var output: [Markup] = []
    var middle = top + Self.rowHeight / 2
    for row in rows {
      var x = left
      for entry in row {
        output += entry.sign(left: x, middle: middle)
        let text = Point(x: x + LegendEntry.swatchWidth + 6, y: middle + 4)
        output.append(.label(entry.text, at: text, .normal, .text))
        x += entry.width + Self.gap
      }
      middle += Self.rowHeight
    }
    return output
  }
}
