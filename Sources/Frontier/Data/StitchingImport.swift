/// Reads the data of Epoch's stitching study of 2025 (Ho et al., arXiv 2512.00193): one file for each benchmark.
///
/// Its table of models has dates but neither makers nor openness; those come from `facts`, Epoch's table of models of
/// another vintage, where the names agree. Chance is taken out here, as the files have raw scores.
public enum StitchingImport {
  /// What was read, with the files that were passed over and why.
  public struct Result: Sendable {
    public var data: FrontierData
    public var skipped: [CSVTable.Malformed]
  }

  /// Joins the tables. Rows that cannot be used are left out and listed.
  public static func read(
    versions: CSVTable, runs: CSVTable?, external: [CSVTable], facts known: CSVTable?, today: Day,
    rules: ImportRules = .epoch
  ) throws(CSVTable.Malformed) -> Result {
    let elsewhere =
      try known.map { table throws(CSVTable.Malformed) in try EpochImport.facts(table, today).facts } ?? [:]
    var facts = FactCollection(excluded: versions.excluded)
    let models = try names(versions, elsewhere, today, &facts)
    var collection = ScoreCollection()
    var chance = StitchingSource.runs
    var skipped: [CSVTable.Malformed] = []
    if let runs {
      let task = try runs.column("task")
      try read(runs, "Best score (across scorers)", model: "model", models, &collection) { cells in cells[task] }
    }
    for table in external {
      guard let source = StitchingSource.of(table.file) else {
        skipped.append(.init(file: table.file, row: 1, problem: "is of no benchmark with scores between 0 and 1"))
        continue
      }
      chance[source.benchmark] = source.chance
      try read(table, source.column, scale: source.scale, model: "Model version", models, &collection) { _ in
        source.benchmark
      }
    }
    return Result(data: collection.finish(facts, rules: rules, chance: chance), skipped: skipped)
  }

  /// Models by the names of their versions.
  private static func names(
    _ table: CSVTable, _ elsewhere: [String: FrontierModel], _ today: Day, _ facts: inout FactCollection
  ) throws(CSVTable.Malformed) -> [String: String] {
    let id = try table.column("id")
    let model = try table.column("Model")
    let date = try table.column("Version release date")
    var names: [String: String] = [:]
    for row in table.rows {
      let version = row.cells[id]
      let name = row.cells[model].isEmpty ? version : row.cells[model]
      let place = FactCollection.Place(file: table.file, row: row.line, column: table.columns[date])
      guard !name.isEmpty else {
        facts.leave(.emptyName, place, "is empty")
        continue
      }
      names[version] = name
      guard let released = facts.day(row.cells[date], place, today: today) else {
        facts.refuse(name)
        continue
      }
      let other = elsewhere[name]
      facts.addEarliest(
        FrontierModel(
          name: name, released: released, organisation: other?.organisation ?? "", country: other?.country ?? "",
          weights: other?.weights ?? .unknown), place)
    }
    return names
  }

  private static func read(
    _ table: CSVTable, _ score: String, scale: Double = 1, model: String, _ models: [String: String],
    _ collection: inout ScoreCollection, benchmark: (CSVTable.Cells) -> String
  ) throws(CSVTable.Malformed) {
    let version = try table.column(model)
    let value = try table.column(score)
    collection.excluded += table.excluded
    for row in table.rows {
      let place = ScorePlace(file: table.file, row: row.line, column: score)
      let name = row.cells[version]
      guard !name.isEmpty else {
        collection.leave(.emptyName, place, "is empty", at: model)
        continue
      }
      collection.add(
        row.cells[value], model: models[name] ?? name, benchmark: benchmark(row.cells), scale: scale, at: place)
    }
  }
}
