/// The kinds of file that can be read, known by their columns.
public enum FrontierFileFormat: String, Hashable, Sendable, CaseIterable {
  /// Epoch's `eci_benchmarks.csv`: a score of a model on a benchmark in each row.
  case epochScores
  /// Epoch's `eci_scores.csv`: a model with its facts in each row.
  case epochModels
  /// `model_versions.csv` of Epoch's stitching study of 2025.
  case stitchingModels
  /// `benchmarks_runs.csv` of the same study: Epoch's own evaluations.
  case stitchingRuns
  /// An `external_benchmark_….csv` of the same study: results that others published.
  case stitchingExternal
  /// Ratings from comparisons of pairs, as arenas publish them.
  case ratings
  /// Scores of one's own.
  case plain

  /// Columns by which the format is known; each entry is a column with its other names.
  var signature: [[String]] {
    switch self {
    case .epochScores: [["model_group", "Model"], ["benchmark", "benchmark_name"], ["performance"]]
    case .epochModels:
      [
        ["Model", "model_group"], ["date", "Release date", "Publication date"], ["Organization", "organization"],
        ["Country (of organization)", "Country"], ["Accessibility group", "Model accessibility"],
      ]
    case .stitchingModels: [["id"], ["Model"], ["Version release date"]]
    case .stitchingRuns: [["task"], ["model"], ["Best score (across scorers)"]]
    case .stitchingExternal: [["Model version"], ["Source"]]
    case .ratings: [["model", "Model"], RatingImport.ratingNames, RatingImport.snapshotNames]
    case .plain: ["model", "benchmark", "score", "released"].map { [$0] }
    }
  }

  /// What a reader must know of it.
  public var summary: String {
    let columns = signature.map { $0.first ?? "" }.joined(separator: ", ")
    return switch self {
    case .epochScores: "Epoch scores (eci_benchmarks.csv): \(columns)"
    case .epochModels: "Epoch models (eci_scores.csv): \(columns)"
    case .stitchingModels: "models of the stitching study (model_versions.csv): \(columns)"
    case .stitchingRuns: "runs of the stitching study (benchmarks_runs.csv): \(columns)"
    case .stitchingExternal: "published results of the stitching study (external_benchmark_….csv): \(columns)"
    case .ratings: "ratings: \(columns) [, rating_low, rating_high, released, organisation, country, weights]"
    case .plain: "scores of one's own: \(columns) [, organisation, country, weights, unit, source]"
    }
  }

  /// Finds the format of a table, or says which there are and what the closest of them lacks.
  public static func detect(_ table: CSVTable) throws(CSVTable.Malformed) -> FrontierFileFormat {
    let columns = Set(table.columns)
    func lacking(_ format: FrontierFileFormat) -> [String] {
      format.signature.filter { columns.isDisjoint(with: $0) }.compactMap(\.first)
    }
    if let format = allCases.first(where: { lacking($0).isEmpty }) { return format }
    let closest = allCases.max { found($0) < found($1) }
    func found(_ format: FrontierFileFormat) -> Double {
      1 - Double(lacking(format).count) / Double(max(1, format.signature.count))
    }
    var problem = "the columns fit no format."
    if let closest, found(closest) > 0 {
      let missing = lacking(closest).map { name in
        "'\(name)'\(NearestName.of(name, in: table.columns).map { " (is it '\($0)'?)" } ?? "")"
      }
      problem += " For \(closest.rawValue) there is no \(missing.joined(separator: ", "))."
    }
    problem += " Accepted are " + allCases.map(\.summary).joined(separator: "; ")
    throw CSVTable.Malformed(file: table.file, row: 1, problem: problem)
  }
}
