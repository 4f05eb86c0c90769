/// A kind of work that benchmarks ask for. The set is open; the standard ones are below.
public struct BenchmarkCategory: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var name: String

  public init(_ name: String) { self.name = name }

  public static let stem = BenchmarkCategory("STEM")
  public static let mathematics = BenchmarkCategory("mathematics")
  public static let programming = BenchmarkCategory("programming")
  public static let knowledge = BenchmarkCategory("knowledge")
  public static let reasoning = BenchmarkCategory("reasoning")
  public static let agents = BenchmarkCategory("agents")
  public static let reading = BenchmarkCategory("reading")
  public static let longContext = BenchmarkCategory("long context")
  public static let multimodal = BenchmarkCategory("multimodal")
  public static let writing = BenchmarkCategory("writing")

  /// Those that a file may name, in the order in which they are shown.
  public static let all: [BenchmarkCategory] = [
    .stem, .mathematics, .programming, .knowledge, .reasoning, .agents, .reading, .longContext, .multimodal, .writing,
  ]

  public var description: String { name }
  public static func < (left: Self, right: Self) -> Bool { left.name < right.name }
}

/// Whether the questions of a benchmark could be seen before a test.
public enum BenchmarkExposure: String, Hashable, Codable, Sendable, CaseIterable {
  /// Questions are published, so that training may have met them.
  case `public`
  /// Questions, or most of them, are held out.
  case `private`
}
