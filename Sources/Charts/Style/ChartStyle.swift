/// The style sheet inside every chart: colours as custom properties, once for each ground.
enum ChartStyle {
  /// The fonts of the reader's own system.
  static let fonts = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"

  /// The rules; they hold neither `<` nor `&`, so that they read the same in XML and in HTML.
  static let text: String = {
    let light = Ink.all.map { "--\($0.name):\($0.light)" }.joined(separator: ";")
    let dark = Ink.all.map { "--\($0.name):\($0.dark)" }.joined(separator: ";")
    let paints = Ink.all.map {
      ".chart .f-\($0.name){fill:var(--\($0.name))}.chart .s-\($0.name){stroke:var(--\($0.name))}"
    }
    return """
      .chart{\(light);font-family:\(fonts);font-variant-numeric:tabular-nums}
      @media (prefers-color-scheme: dark){.chart{\(dark)}}
      @media print{.chart{\(light)}}
      \(paints.joined())
      .chart .halo{paint-order:stroke;stroke:var(--surface);stroke-width:3px;stroke-linejoin:round}

      """
  }()
}
