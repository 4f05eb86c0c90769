/// A prompt that a weak and a strong model have both answered.
public struct RoutingCase: Hashable, Sendable {
  /// The benchmark it is of, such as `mmlu`.
  public var benchmark: String
  /// Its subject within the benchmark; the benchmark's name where there are none.
  public var subject: String
  public var prompt: String
  /// Whether the weak model's answer was right.
  public var weak: Bool
  /// Whether the strong model's answer was right.
  public var strong: Bool

  public init(benchmark: String, subject: String, prompt: String, weak: Bool, strong: Bool) {
    self.benchmark = benchmark
    self.subject = subject
    self.prompt = prompt
    self.weak = weak
    self.strong = strong
  }

  /// What the strong model adds: 1, 0, or −1 where only the weak one was right.
  public var gain: Double { (strong ? 1 : 0) - (weak ? 1 : 0) }
}
