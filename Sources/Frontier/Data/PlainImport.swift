/// Reads scores of one's own: a row for each score, with the model's facts in the same row.
///
/// Columns are `model,benchmark,score,released,organisation,country,weights` and, optionally, `unit` (`%` or `fraction`) and
/// `source`. Scores are fractions corrected for chance, unless the unit says that they are per cent.
public enum PlainImport {
  static let columns = ["model", "benchmark", "score", "released", "organisation", "country", "weights"]

  /// Reads a table. Rows that cannot be used are left out and listed; a table without the columns is an error.
  public static func read(
    _ table: CSVTable, today: Day, rules: ImportRules = .comparable
  ) throws(CSVTable.Malformed) -> FrontierData {
    let model = try table.column("model")
    let benchmark = try table.column("benchmark")
    let score = try table.column("score")
    let released = try table.column("released")
    let organisation = try table.optionalColumn(anyOf: ["organisation", "organization"])
    let country = try table.optionalColumn("country")
    let weights = try table.optionalColumn("weights")
    let unit = try table.optionalColumn("unit")
    var facts = FactCollection()
    var collection = ScoreCollection()
    collection.excluded = table.excluded
    for row in table.rows {
      func fact(_ column: Int) -> FactCollection.Place {
        .init(file: table.file, row: row.line, column: table.columns[column])
      }
      let cells = row.cells
      let place = ScorePlace(file: table.file, row: row.line, column: "score")
      let (name, test) = (cells[model], cells[benchmark])
      guard !name.isEmpty, !test.isEmpty else {
        collection.leave(.emptyName, place, "is empty", at: name.isEmpty ? "model" : "benchmark")
        continue
      }
      var isPercent = false
      if let unit {
        switch cells[unit] {
        case "", "fraction", "share": break
        case "%", "percent", "per cent": isPercent = true
        case let other:
          collection.leave(.unknownUnit, place, "'\(other.prefix(40))' is neither % nor fraction", at: "unit")
          continue
        }
      }
      if case let text = cells[released], !text.isEmpty {
        guard let day = facts.day(text, fact(released), today: today) else {
          facts.refuse(name)
          continue
        }
        facts.add(
          FrontierModel(
            name: name, released: day, organisation: organisation.map { cells[$0] } ?? "",
            country: country.map { CountryName.usual(cells[$0]) } ?? "",
            weights: weights.map { facts.weights(cells[$0], fact($0)) } ?? .unknown),
          fact(weights ?? model))
      }
      collection.add(cells[score], model: name, benchmark: test, isPercent: isPercent, at: place)
    }
    return collection.finish(facts, rules: rules)
  }
}
