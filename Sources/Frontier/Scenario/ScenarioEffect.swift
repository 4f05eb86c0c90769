/// Something that may happen to two frontiers. Months count from the start of the scenario.
public enum ScenarioEffect: Hashable, Sendable {
  /// One of the two frontiers, or both.
  public enum Receiver: String, Hashable, Codable, Sendable, CaseIterable { case leaders, followers, both }

  /// A side's speed is multiplied from a month on.
  case speed(of: Receiver, factor: Double, from: Double)
  /// A side's models come out so many days later than they otherwise would, from a month on.
  case delay(of: Receiver, days: Double, from: Double)
  /// A breakthrough, once, at a random time.
  case breakthrough(Breakthrough)

  /// A new architecture or method that moves a frontier at once.
  public struct Breakthrough: Hashable, Sendable {
    /// The chance per year that it comes, as a rate; infinite means at the start. The default is one of o1's size in
    /// the 3.3 years from 2023.
    public var hazardPerYear: Double
    /// Points gained at once: 12 is o1's size (130.6 to 142.5, August to December 2024).
    public var points: Double
    /// Factor of the receiver's speed afterwards.
    public var speedFactor: Double
    /// Who has it first.
    public var receiver: Receiver
    /// After how many months the other side has it too, drawn evenly; nil if it never does. Leaders' records were
    /// reached within 4.3 (o1-mini) to 13.4 months (o3). With `both` it is the leaders, whose organisations have more
    /// to convert, that come so much later.
    public var imitation: ClosedRange<Double>?

    public init(
      hazardPerYear: Double = 0.3, points: Double = 12, speedFactor: Double = 1, receiver: Receiver = .leaders,
      imitation: ClosedRange<Double>? = 4.3...13.4
    ) {
      self.hazardPerYear = hazardPerYear
      self.points = points
      self.speedFactor = speedFactor
      self.receiver = receiver
      self.imitation = imitation
    }
  }
}
