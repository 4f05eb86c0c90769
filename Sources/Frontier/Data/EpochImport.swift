/// Reads Epoch AI's benchmark data: `eci_benchmarks.csv` (scores) and `eci_scores.csv` (models), of any vintage.
public enum EpochImport {
  /// Rules that Epoch's index applies to its input.
  public static let fewestBenchmarks = ImportRules.epoch.fewestBenchmarks

  /// Joins both tables. Rows that cannot be used are left out and listed; a table without the columns is an error.
  ///
  /// `today` is the day after which a date counts as a mistake. Scores are taken as corrected for chance, as they are.
  public static func read(
    scores: CSVTable, models: CSVTable, today: Day, rules: ImportRules = .epoch
  ) throws(CSVTable.Malformed) -> FrontierData {
    let facts = try facts(models, today)
    var collection = ScoreCollection()
    collection.excluded = scores.excluded
    let model = try scores.column(anyOf: ["model_group", "Model", "model"])
    let benchmark = try scores.column(anyOf: ["benchmark", "benchmark_name"])
    let performance = try scores.column(anyOf: ["performance", "score"])
    let date = try scores.optionalColumn(anyOf: ["date", "release_date"])
    for row in scores.rows {
      let place = ScorePlace(file: scores.file, row: row.line, column: scores.columns[performance])
      let (name, test) = (row.cells[model], row.cells[benchmark])
      guard !name.isEmpty, !test.isEmpty else {
        collection.leave(.emptyName, place, "is empty", at: scores.columns[name.isEmpty ? model : benchmark])
        continue
      }
      var released: Day?
      if let date, case let text = row.cells[date], !text.isEmpty {
        guard let day = Day(text) else {
          let problem = "'\(text.prefix(40))' is not a day like 2026-11-24"
          collection.leave(.badDate, place, problem, at: scores.columns[date])
          continue
        }
        guard day <= today else {
          collection.leave(.futureDate, place, "\(day) lies in the future", at: scores.columns[date])
          continue
        }
        released = day
      }
      collection.add(row.cells[performance], model: name, benchmark: test, released: released, at: place)
    }
    return collection.finish(facts, rules: rules)
  }

  /// What the table of models says, by name.
  static func facts(_ table: CSVTable, _ today: Day) throws(CSVTable.Malformed) -> FactCollection {
    let name = try table.column(anyOf: ["Model", "model_group", "model"])
    let date = try table.column(anyOf: ["date", "Release date", "Publication date"])
    let organisation = try table.column(anyOf: ["Organization", "organization"])
    let country = try table.column(anyOf: ["Country (of organization)", "Country"])
    let weights = try table.column(anyOf: ["Accessibility group", "Model accessibility"])
    var facts = FactCollection(excluded: table.excluded)
    for row in table.rows {
      func place(_ column: Int) -> FactCollection.Place {
        .init(file: table.file, row: row.line, column: table.columns[column])
      }
      let model = row.cells[name]
      guard !model.isEmpty else {
        facts.leave(.emptyName, place(name), "is empty")
        continue
      }
      guard let released = facts.day(row.cells[date], place(date), today: today) else {
        facts.refuse(model)
        continue
      }
      let isKnown = facts.facts[model] != nil
      let before = facts.excluded.count
      facts.add(
        FrontierModel(
          name: model, released: released, organisation: row.cells[organisation],
          country: CountryName.usual(row.cells[country]), weights: facts.weights(row.cells[weights], place(weights))),
        place(name))
      if isKnown, facts.excluded.count == before {
        facts.leave(.duplicate, place(name), "'\(model)' stands here twice; the first row counts")
      }
    }
    return facts
  }
}
