/// Lags of one pair in one window, with intervals: each draw has its own records and so its own lag.
public struct LagEstimator: Sendable {
  public let sample: CapabilitySample
  public let pair: FrontierPair
  public let window: ClosedRange<Day>
  let roster: FrontierRoster
  /// By the fit itself.
  public let frontier: Frontier

  public init(_ sample: CapabilitySample, pair: FrontierPair, window: ClosedRange<Day>) {
    self.sample = sample
    self.pair = pair
    self.window = window
    roster = FrontierRoster(sample.models, pair: pair, window: window)
    frontier = roster.frontier(sample.points)
  }

  /// The lag by one definition. Standard errors for a significance rule are the same in all draws.
  public func estimate(_ definition: LagDefinition) -> LagEstimate {
    let measured = frontier.measure(definition, errors: sample.errors)
    return LagEstimate(
      value: measured.months, draws: draws(definition), count: measured.count, pending: measured.pending,
      atLeast: measured.atLeast)
  }

  /// The lag of each draw.
  func draws(_ definition: LagDefinition) -> [Double?] {
    DrawMap.map(sample.draws) { roster.frontier($0).lag(definition, errors: sample.errors) }
  }

  /// The mean daily gap in points (D5).
  public var gap: LagEstimate {
    let own = frontier.gap
    return LagEstimate(
      value: own?.points, draws: DrawMap.map(sample.draws) { roster.frontier($0).gap?.points }, count: own?.days ?? 0)
  }

  /// The daily lag (D3) on the last day of the window: how it stands now.
  public func current(z: Double) -> LagEstimate { value(on: window.upperBound, z: z) }

  /// The daily lag (D3) on one day.
  public func value(on day: Day, z: Double) -> LagEstimate {
    LagEstimate(
      value: path(z: z).value(on: day)?.months, draws: paths(z: z).map { $0.value(on: day)?.months }, count: 1,
      pending: frontier.measure(.daily(z: z), errors: sample.errors).pending)
  }

  /// The daily lag by the fit itself.
  func path(z: Double) -> LagPath { frontier.path(z: z, errors: sample.errors) }

  /// The daily lag of each draw.
  func paths(z: Double) -> [LagPath] {
    DrawMap.map(sample.draws) { roster.frontier($0).path(z: z, errors: sample.errors) }
  }
}
