extension FrontierResults {
  /// Reads what `text` writes.
  ///
  /// - Parameter file: The file's name, for complaints.
  public init(_ text: String, file: String) throws(FrontierResultsError) {
    var lines = try ResultsLines(text, file: file)
    provenance = try Self.provenance(&lines)
    models = try Self.models(&lines)
    guard !models.isEmpty else { throw lines.error("there is no model") }
    variants = []
    var names: Set<String> = []
    while lines.upcoming == "index" {
      let variant = try IndexVariant(&lines, models: models.count)
      guard names.insert(variant.name).inserted else {
        throw lines.error("the index '\(variant.name)' stands here twice")
      }
      variants.append(variant)
    }
    guard let first = variants.first else { throw lines.error("there is no index") }
    while lines.upcoming == "crossings" {
      crossings.append(try CrossingSet(&lines, models: models, benchmarks: first.benchmarks.count))
    }
    try lines.next("checksum", fields: 1, "or another index is expected")
  }

  private static func provenance(_ lines: inout ResultsLines) throws(FrontierResultsError) -> Provenance {
    try lines.next("source", fields: 1)
    let source = lines.text(1)
    try lines.next("licence", fields: 1)
    let licence = lines.text(1)
    try lines.next("attribution", fields: 1)
    let attribution = lines.text(1)
    try lines.next("retrieved", fields: 1)
    let retrieved = try lines.day(1)
    try lines.next("newest", fields: 1)
    let newest = try lines.day(1)
    var excluded: [ExclusionCount] = []
    while lines.upcoming == "excluded" {
      try lines.next("excluded", fields: 2)
      excluded.append(ExclusionCount(reason: lines.text(2), rows: try lines.whole(1, 0...Int(Int32.max))))
    }
    return Provenance(
      source: source, licence: licence, attribution: attribution, retrieved: retrieved, newest: newest,
      excluded: excluded)
  }

  private static func models(_ lines: inout ResultsLines) throws(FrontierResultsError) -> [FrontierModel] {
    var models: [FrontierModel] = []
    var names: Set<String> = []
    while lines.upcoming == "model" {
      try lines.next("model", fields: 5)
      guard names.insert(lines.text(1)).inserted else { throw lines.error("'\(lines.text(1))' stands here twice") }
      guard let weights = FrontierModel.Weights(rawValue: lines.text(5)) else {
        throw lines.error("'\(lines.text(5))' is neither open, closed nor unknown")
      }
      models.append(
        FrontierModel(
          name: lines.text(1), released: try lines.day(2), organisation: lines.text(3), country: lines.text(4),
          weights: weights))
    }
    return models
  }
}

extension IndexVariant {
  /// Most benchmarks, models or draws that a file may claim, so that a wrong number cannot ask for all memory.
  private static let most = 1_000_000

  fileprivate init(_ lines: inout ResultsLines, models: Int) throws(FrontierResultsError) {
    try lines.next("index", fields: 12)
    name = lines.text(1)
    until = lines.text(2) == "-" ? nil : try lines.day(2)
    scores = try lines.whole(3, 1...Int(Int32.max))
    cost = try lines.real(4)
    gradient = try lines.real(5)
    anchor = lines.text(6)
    guard let seed = UInt64(lines.text(7)) else { throw lines.error("'\(lines.text(7))' is not a seed") }
    self.seed = seed
    let counts = (
      benchmarks: try lines.whole(8, 1...Self.most), models: try lines.whole(9, 1...models),
      perModel: try lines.whole(10, 0...Self.most), unstratified: try lines.whole(11, 0...Self.most),
      byBenchmark: try lines.whole(12, 0...Self.most)
    )
    benchmarks = []
    for _ in 0..<counts.benchmarks {
      try lines.next("benchmark", fields: 4)
      benchmarks.append(
        Benchmark(
          name: lines.text(1), difficulty: try lines.real(2), slope: try lines.real(3),
          models: try lines.whole(4, 1...Self.most)))
    }
    capabilities = []
    for _ in 0..<counts.models {
      try lines.next("capability", fields: 4)
      let (low, high) = (try lines.real(3), try lines.real(4))
      guard low <= high else { throw lines.error("the interval \(low) to \(high) is the wrong way round") }
      capabilities.append(
        Capability(model: try lines.whole(1, 0...models - 1), points: try lines.real(2), interval: low...high))
    }
    guard Set(capabilities.map(\.model)).count == counts.models else {
      throw lines.error("a model of the index '\(name)' has two capabilities")
    }
    perModel = try Self.draws("per-model", counts.perModel, counts.models, &lines)
    unstratified = try Self.draws("unstratified", counts.unstratified, counts.models, &lines)
    byBenchmark = try Self.draws("by-benchmark", counts.byBenchmark, counts.models, &lines)
  }

  private static func draws(
    _ name: String, _ count: Int, _ models: Int, _ lines: inout ResultsLines
  ) throws(FrontierResultsError) -> PointDraws {
    var hundredths: [Int16] = []
    for _ in 0..<count {
      try lines.next(name, fields: 1)
      hundredths += try lines.integers(models)
    }
    return PointDraws(models: models, hundredths: hundredths)
  }
}
