/// How large a study is.
public struct StudyOptions: Hashable, Sendable {
  /// Runs for each cell of type-I errors; other tables take a share of them.
  public var runs: Int
  /// Tasks that run side by side.
  public var workers: Int
  public var seed: UInt64

  public init(runs: Int = 2000, workers: Int = 2, seed: UInt64 = 2026) {
    self.runs = max(1, runs)
    self.workers = max(1, workers)
    self.seed = seed
  }

  func share(_ share: Double) -> Int { max(1, Int(Double(runs) * share)) }
}

/// How far a study is.
public struct StudyProgress: Hashable, Sendable {
  /// What was just finished.
  public var table: String
  public var done: Int
  public var of: Int
}
