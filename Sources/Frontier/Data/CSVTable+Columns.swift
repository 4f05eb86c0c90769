extension CSVTable {
  /// The place of the first of several names that vintages of a file give the same column.
  func column(anyOf names: [String]) throws(Malformed) -> Int {
    for name in names {
      if let place = try optionalColumn(name) { return place }
    }
    return try column(names.first ?? "")
  }

  /// The place of a column that may be absent, by the first name that is there.
  func optionalColumn(anyOf names: [String]) throws(Malformed) -> Int? {
    for name in names {
      if let place = try optionalColumn(name) { return place }
    }
    return nil
  }
}
