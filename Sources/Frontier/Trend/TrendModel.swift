/// How a lag may move with time.
public enum TrendModel: String, Hashable, Codable, Sendable, CaseIterable {
  /// One level, with independent scatter of the periods.
  case constant
  /// A straight line, with independent scatter of the periods.
  case linear
  /// An exponential approach to a level, with independent scatter; a straight line is its limit.
  case decay
  /// Steps that are independent of each other; measurement noise counts as step.
  case randomWalk
  /// A random walk that is seen through measurement errors of known size.
  case localLevel

  /// What a table calls it.
  public var name: String {
    switch self {
    case .constant: "constant"
    case .linear: "line"
    case .decay: "decay to a level"
    case .randomWalk: "random walk"
    case .localLevel: "random walk with measurement noise"
    }
  }

  /// Numbers that are estimated besides the scatter.
  var parameters: Int {
    switch self {
    case .constant, .randomWalk, .localLevel: 1
    case .linear: 2
    case .decay: 3
    }
  }

  /// Whether the model has a trend that may reach a threshold.
  var hasTrend: Bool { self == .linear || self == .decay }

  /// Fits it; nil where the series is too short to leave a degree of freedom for the scatter.
  public func fit(_ series: LagSeries) -> TrendFit? {
    switch self {
    case .constant, .linear, .decay:
      ProfiledRegression(series, model: self).map { TrendFit(model: self, engine: .regression($0)) }
    case .randomWalk: LevelWalk(series, measured: false).map { TrendFit(model: self, engine: .walk($0)) }
    case .localLevel: LevelWalk(series, measured: true).map { TrendFit(model: self, engine: .walk($0)) }
    }
  }
}
