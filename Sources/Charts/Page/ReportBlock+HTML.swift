extension ReportBlock {
  /// The block as elements; `id` is the prefix of identifiers inside it.
  func markup(id: String) -> Markup {
    switch self {
    case .paragraph(let text): .tag("p", [:], text: text)
    case .list(let items): .tag("ul", [:], items.map { .tag("li", [:], text: $0) })
    case .note(let text): .tag("p", ["class": "note", "role": "note"], text: text)
    case .figures(let figures): .tag("div", ["class": "figures"], figures.map(\.markup))
    case .table(let table): Self.scrolling(table)
    case .chart(let chart):
      .tag(
        "figure", [:],
        [
          .tag("div", ["class": "picture"], [.verbatim(chart.svg(width: 720, height: nil, id: id))]),
          .tag(
            "details", [:], [.tag("summary", [:], text: "Data as a table"), Self.scrolling(chart.table)]),
        ])
    }
  }

  // The keyboard reaches a scrolling region only if it can take the focus.
  private static func scrolling(_ table: DataTable) -> Markup {
    .tag("div", ["class": "scroll", "role": "region", "aria-label": table.caption, "tabindex": "0"], [table.markup])
  }
}
