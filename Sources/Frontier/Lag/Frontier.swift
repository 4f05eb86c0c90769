/// The record holders of two sides over time, which every definition of a lag is about.
public struct Frontier: Sendable {
  /// A model that was the best of its side when it came out.
  public struct Record: Hashable, Sendable {
    public var model: Int
    public var day: Day
    public var points: Double

    public init(model: Int, day: Day, points: Double) {
      self.model = model
      self.day = day
      self.points = points
    }
  }

  /// Records by day, each better than the one before, also those from before the window.
  public var followers: [Record]
  public var leaders: [Record]
  /// The first and the last day that are looked at.
  public var window: ClosedRange<Day>

  init(followers: [Record], leaders: [Record], window: ClosedRange<Day>) {
    self.followers = followers
    self.leaders = leaders
    self.window = window
  }

  /// Takes the records of both sides among `models`, whose capabilities in points are given in the same order.
  public init(_ models: [FrontierModel?], points: [Double], pair: FrontierPair, window: ClosedRange<Day>) {
    self = FrontierRoster(models, pair: pair, window: window).frontier(points)
  }

  /// The best of a side up to a day.
  static func best(_ records: [Record], on day: Day) -> Record? { records.last { $0.day <= day } }

  /// When a side first reached so many points; nil if it has not.
  static func reached(_ records: [Record], _ points: Double) -> Day? { records.first { $0.points >= points }?.day }
}
