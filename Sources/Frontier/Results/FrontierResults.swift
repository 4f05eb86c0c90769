/// Our own fitted results: everything that lags are computed from, without the source's scores.
public struct FrontierResults: Hashable, Sendable {
  /// Where the results come from.
  public struct Provenance: Hashable, Sendable {
    /// The data and who made them.
    public var source: String
    public var licence: String
    /// The line that their licence asks for.
    public var attribution: String
    /// When the data were fetched.
    public var retrieved: Day
    /// The release of the newest model.
    public var newest: Day
    /// How many rows were left out, by the reason.
    public var excluded: [ExclusionCount]

    public init(
      source: String, licence: String, attribution: String, retrieved: Day, newest: Day, excluded: [ExclusionCount]
    ) {
      self.source = source
      self.licence = licence
      self.attribution = attribution
      self.retrieved = retrieved
      self.newest = newest
      self.excluded = excluded
    }
  }

  /// A number of rows left out for one reason.
  public struct ExclusionCount: Hashable, Sendable {
    public var reason: String
    public var rows: Int

    public init(reason: String, rows: Int) {
      self.reason = reason
      self.rows = rows
    }
  }

  /// The format that this version writes and reads.
  public static let version = 1

  public var provenance: Provenance
  public var models: [FrontierModel]
  /// Fitted indices; the first is the index of everything.
  public var variants: [IndexVariant]
  /// Threshold crossings on raw scores, by pair.
  public var crossings: [CrossingSet] = []

  init(provenance: Provenance, models: [FrontierModel], variants: [IndexVariant]) {
    self.provenance = provenance
    self.models = models
    self.variants = variants
  }

  /// Fits the index of everything and the others.
  ///
  /// An index whose scores do not hang together is left out and named with the reason.
  public static func fit(
    _ data: FrontierData, provenance: Provenance, draws: IndexVariant.Draws,
    others: [(specification: IndexSpecification, draws: IndexVariant.Draws)] = [],
    workers: Int, progress: @escaping @Sendable (_ index: String, _ draws: Int) -> Void = { _, _ in }
  ) async throws -> (results: FrontierResults, failed: [(index: String, reason: CapabilityFitError)]) {
    let models = data.models.compactMap { $0 }
    let number = Dictionary(models.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let whole = try await IndexVariant.fit(
      .all, data, known: nil, number: number, draws: draws, workers: workers,
      progress: { progress("all", $0) })
    let known = Dictionary(
      whole.capabilities.map { (models[$0.model].name, $0.points) }, uniquingKeysWith: { first, _ in first })
    var variants = [whole]
    var failed: [(index: String, reason: CapabilityFitError)] = []
    for (specification, draws) in others {
      do {
        variants.append(
          try await IndexVariant.fit(
            specification, data, known: known, number: number, draws: draws, workers: workers,
            progress: { progress(specification.name, $0) }))
      } catch let error as CapabilityFitError {
        failed.append((specification.name, error))
      }
    }
    var results = FrontierResults(provenance: provenance, models: models, variants: variants)
    results.addCrossings(data)
    return (results, failed)
  }

  /// The index of a name.
  public func variant(_ name: String) -> IndexVariant? { variants.first { $0.name == name } }

  /// What lags of an index are computed from; nil if there is no such index.
  public func sample(
    _ variant: String = "all", resampling: ScoreResampling = .perModel
  ) -> CapabilitySample? {
    guard let index = self.variant(variant) else { return nil }
    return CapabilitySample(
      models: index.capabilities.map { models[$0.model] }, points: index.capabilities.map(\.points),
      draws: index.draws(resampling).rows)
  }
}
