/// Gathers scores from the rows of files and makes them a matrix, with every row accounted for.
struct ScoreCollection {
  /// One row's score as written.
  struct Entry {
    var model: Int
    var benchmark: Int
    /// As written; a fraction once units are settled.
    var value: Double
    var isPercent: Bool
    var place: ScorePlace
    /// The release date that stands in the row itself.
    var released: Day?
  }

  var models = NameTable()
  var benchmarks = NameTable()
  var entries: [Entry] = []
  var excluded: [Exclusion] = []
  var conversions: [String] = []

  /// Reads a score and notes it, or leaves the row out. `scale` is what a perfect score is written as.
  mutating func add(
    _ text: String, model: String, benchmark: String, isPercent: Bool = false, scale: Double = 1,
    released: Day? = nil, at place: ScorePlace
  ) {
    guard let number = CellNumber(text) else {
      leave(.notANumber, place, text.isEmpty ? "is empty" : "'\(text.prefix(40))' is not a number")
      return
    }
    let isPercent = isPercent || number.isPercent
    entries.append(
      Entry(
        model: models.number(model), benchmark: benchmarks.number(benchmark),
        value: isPercent ? number.value : number.value / scale, isPercent: isPercent, place: place, released: released))
  }

  mutating func leave(_ kind: Exclusion.Kind, _ place: ScorePlace, _ problem: String, at column: String? = nil) {
    excluded.append(
      Exclusion(kind, file: place.file, row: place.row, column: column ?? place.column, problem: problem))
  }

  /// Makes the matrix. `chance` is what guessing scores, by benchmark, for scores that are not corrected yet.
  mutating func finish(_ facts: FactCollection, rules: ImportRules, chance: [String: Double] = [:]) -> FrontierData {
    settleUnits()
    correct(chance)
    keepBest()
    var facts = facts
    keepDated(&facts, from: rules.from)
    keepConnected(rules)
    let names = Set(entries.map(\.model)).map { models.names[$0] }.sorted()
    let tests = Set(entries.map(\.benchmark)).map { benchmarks.names[$0] }.sorted()
    let modelNumbers = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let testNumbers = Dictionary(uniqueKeysWithValues: zip(tests, tests.indices))
    let byModel = models.names.map { modelNumbers[$0] }
    let byTest = benchmarks.names.map { testNumbers[$0] }
    let scores = entries.compactMap { entry -> ScoreMatrix.Score? in
      guard let model = byModel[entry.model], let benchmark = byTest[entry.benchmark] else { return nil }
      return .init(model: model, benchmark: benchmark, share: entry.value)
    }
    return FrontierData(
      matrix: ScoreMatrix(models: names, benchmarks: tests, scores: scores),
      models: names.map { facts.facts[$0] },
      excluded: (excluded + facts.excluded).sorted { ($0.file, $0.row) < ($1.file, $1.row) },
      conversions: conversions)
  }
}

/// Where a score stands.
struct ScorePlace {
  var file: String
  var row: Int
  var column: String
}
