extension DataTable {
  /// The table as an HTML `<table>`.
  public var html: String { markup.rendered }

  /// The table as elements.
  var markup: Markup {
    let heading = columns.map { column -> Markup in
      column.isNumeric
        ? .tag("th", ["scope": "col", "class": "number"], text: column.heading)
        : .tag("th", ["scope": "col"], text: column.heading)
    }
    let body = rows.map { row -> Markup in
      .tag(
        "tr", [:],
        row.enumerated().map { index, cell in
          let isNumeric = columns.indices.contains(index) && columns[index].isNumeric
          // A date or a short name that is broken in two is hard to read.
          let isShort = !isNumeric && cell.count <= 18
          return .tag("td", isNumeric ? ["class": "number"] : isShort ? ["class": "short"] : [:], text: cell)
        })
    }
    return .tag(
      "table", [:],
      (caption.isEmpty ? [] : [.tag("caption", [:], text: caption)])
        + [.tag("thead", [:], [.tag("tr", [:], heading)]), .tag("tbody", [:], body)])
  }
}
