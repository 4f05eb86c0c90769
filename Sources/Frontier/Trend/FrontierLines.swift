/// A straight line of capability over time for each side, and the lag between them with exact intervals.
///
/// A lag of g months at time t means that the followers' line at t is the leaders' at t − g. Whether a value of g, or of
/// t, fits the data is a t-test of one linear contrast, so the values that fit are Fieller's interval (1954). Scatter of
/// models about the lines is taken to be normal and alike on both sides.
public struct FrontierLines: Hashable, Sendable {
  /// A release: months since any origin, and its capability in points.
  public struct Release: Hashable, Sendable {
    public var month: Double
    public var points: Double

    public init(month: Double, points: Double) {
      self.month = month
      self.points = points
    }
  }

  /// A line through the middle of its releases.
  struct Line: Hashable, Sendable {
    var count: Double
    var month: Double
    var points: Double
    var speed: Double
    var squares: Double
    var residual: Double

    init?(_ releases: [Release]) {
      count = Double(releases.count)
      guard releases.count > 2 else { return nil }
      let middle = releases.reduce(0) { $0 + $1.month } / count
      let mean = releases.reduce(0) { $0 + $1.points } / count
      month = middle
      points = mean
      squares = releases.reduce(0) { $0 + ($1.month - middle) * ($1.month - middle) }
      guard squares > 0 else { return nil }
      let slope = releases.reduce(0) { $0 + ($1.month - middle) * ($1.points - mean) } / squares
      speed = slope
      residual = releases.reduce(0) {
        let left = $1.points - mean - slope * ($1.month - middle)
        return $0 + left * left
      }
    }
  }

  let leaders: Line
  let followers: Line
  let freedom: Double
  let variance: Double

  /// Nil where a side has fewer than three releases, or all on one day.
  public init?(leaders: [Release], followers: [Release]) {
    guard let first = Line(leaders), let second = Line(followers) else { return nil }
    self.leaders = first
    self.followers = second
    freedom = first.count + second.count - 4
    variance = (first.residual + second.residual) / freedom
  }

  /// Points per month of the leaders and of the followers.
  public var speeds: (leaders: Double, followers: Double) { (leaders.speed, followers.speed) }

  /// The lag in months at a month; nil where the leaders stand still.
  public func lag(at month: Double) -> Double? {
    guard leaders.speed > 0 else { return nil }
    let points = followers.points + followers.speed * (month - followers.month)
    return month - leaders.month - (points - leaders.points) / leaders.speed
  }

  /// The lags at a month that fit the data; nil where the leaders' speed cannot be told from zero.
  public func interval(at month: Double, level: Double = 0.95) -> ClosedRange<Double>? {
    let reach = StudentT(freedom: freedom).reach(level)
    let unit = reach * reach * variance
    let away = month - followers.month
    let ahead = followers.points + followers.speed * away - leaders.points
    let spread = unit * (1 / followers.count + away * away / followers.squares + 1 / leaders.count)
    let square = leaders.speed * leaders.speed - unit / leaders.squares
    guard square > 0, leaders.speed > 0 else { return nil }
    let half = ahead * leaders.speed / square
    let root = max(0, half * half - (ahead * ahead - spread) / square).squareRoot()
    return month - leaders.month - half - root...month - leaders.month - half + root
  }

  /// Whether a lag of `months` at a month fits the data.
  func contains(_ months: Double, at month: Double, level: Double) -> Bool {
    let reach = StudentT(freedom: freedom).reach(level)
    let away = month - followers.month
    let back = month - months - leaders.month
    let contrast = followers.points + followers.speed * away - leaders.points - leaders.speed * back
    let spread =
      variance
      * (1 / followers.count + away * away / followers.squares + 1 / leaders.count + back * back / leaders.squares)
    return contrast * contrast <= reach * reach * spread
  }

  /// Whether equal speeds fit the data, so that no lag but the present one is ever reached.
  func allowsEqualSpeeds(level: Double) -> Bool {
    let reach = StudentT(freedom: freedom).reach(level)
    let difference = followers.speed - leaders.speed
    return difference * difference <= reach * reach * variance * (1 / followers.squares + 1 / leaders.squares)
  }
}
