/// Which scores count.
public struct ImportRules: Hashable, Sendable {
  /// Models with fewer benchmarks are left out.
  public var fewestBenchmarks: Int
  /// Benchmarks with fewer models are left out: they compare nobody.
  public var fewestModels: Int
  /// Models that came out before are left out.
  public var from: Day

  public init(fewestBenchmarks: Int, fewestModels: Int = 2, from: Day) {
    self.fewestBenchmarks = fewestBenchmarks
    self.fewestModels = fewestModels
    self.from = from
  }

  /// As Epoch's index has them: four benchmarks a model, from 2023 on.
  public static let epoch = ImportRules(fewestBenchmarks: 4, from: Day(year: 2023, month: 1, day: 1))
  /// What makes a score comparable at all: two benchmarks a model, at any date.
  public static let comparable = ImportRules(fewestBenchmarks: 2, from: Day(year: 1900, month: 1, day: 1))
}
