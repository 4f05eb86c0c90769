extension CSVTable {
  /// Reads a JSON list of flat objects as a table; the first object is row 2, as in a file with a heading.
  public init(json text: String, file: String) throws(Malformed) {
    let objects = try FlatJSON.read(text, file: file)
    var columns = NameTable()
    for object in objects {
      for pair in object { _ = columns.number(pair.name) }
    }
    guard !columns.names.isEmpty else { throw Malformed(file: file, row: 1, problem: "the list has no objects") }
    var lines = [columns.names.map(Self.quoted).joined(separator: ",")]
    for object in objects {
      var cells = [String](repeating: "", count: columns.names.count)
      for pair in object { cells[columns.number(pair.name)] = pair.value }
      lines.append(cells.map(Self.quoted).joined(separator: ","))
    }
    try self.init(lines.joined(separator: "\n"), file: file)
  }

  /// Line breaks become spaces, so that a row stays a line.
  private static func quoted(_ cell: String) -> String {
    "\"" + cell.replacing("\"", with: "\"\"").replacing("\n", with: " ").replacing("\r", with: " ") + "\""
  }
}
