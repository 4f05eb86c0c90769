/// Two frontiers as they move by themselves: what a scenario starts from.
///
/// The defaults are measured on Epoch's index of August 2026, open behind closed: records since January 2024, speeds by
/// least squares through them. Each side has a potential that drifts and wanders; models come out at random times and
/// are as good as the potential of the day, and those that beat their side's best are records.
public struct ScenarioWorld: Hashable, Sendable {
  /// A side's movement.
  public struct Side: Hashable, Sendable {
    /// Points per month, and the standard error of that.
    public var speed: Double
    public var speedError: Double
    /// Models per month that are candidates for the frontier.
    public var releases: Double

    public init(speed: Double, speedError: Double, releases: Double) {
      self.speed = speed
      self.speedError = speedError
      self.releases = releases
    }
  }

  /// Closed models: 1.26 ± 0.07 points a month, 16 records in 31 months.
  public var leaders: Side
  /// Open models: 1.21 ± 0.05 points a month, 18 records in 31 months.
  public var followers: Side
  /// The lag at the start, in months (open behind closed, strict, July 2026), and its standard error.
  public var lag: Double
  public var lagError: Double
  /// By how many months the lag wanders in half a year: 1.7 without the fall of 2024, 3.4 with it.
  public var wander: Double

  public init(
    leaders: Side = Side(speed: 1.261, speedError: 0.066, releases: 0.52),
    followers: Side = Side(speed: 1.206, speedError: 0.053, releases: 0.58), lag: Double = 6.2, lagError: Double = 0.75,
    wander: Double = 1.72
  ) {
    self.leaders = leaders
    self.followers = followers
    self.lag = lag
    self.lagError = lagError
    self.wander = wander
  }
}
