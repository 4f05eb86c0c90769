internal import Foundation

/// Fits capabilities, difficulties and slopes by Newton's method with analytic second derivatives.
///
/// Steps are damped as Levenberg (1944) and Marquardt (1963) do: something is added to the diagonal, less of it while
/// the quadratic model predicts the cost well, and more where it does not or has no minimum. A `NormalEquations` makes
/// each step cheap.
public struct CapabilityFitter: Sendable {
  /// How the fit is made; the defaults are Epoch's.
  public struct Settings: Sendable {
    /// The benchmark whose slope is 1, since capabilities could be stretched at will.
    public var anchor = "Winogrande"
    /// Half of it times the mean of the squared parameters is added to the cost.
    public var penalty = 0.1
    public var mostSteps = 200
    /// The fit ends when no derivative of the cost is larger.
    public var tolerance = 1e-10

    public init() {}
  }

  let matrix: ScoreMatrix
  let settings: Settings
  let layout: ScoreLayout
  /// The anchor's place in the layout.
  let anchor: Int
  /// The penalty's share for each parameter.
  let lambda: Double

  /// Prepares a fit.
  ///
  /// - Throws: `CapabilityFitError` if there is nothing to fit, the anchor is missing, or models cannot be compared.
  public init(_ matrix: ScoreMatrix, settings: Settings = Settings()) throws(CapabilityFitError) {
    guard !matrix.scores.isEmpty else { throw .noScores }
    guard let anchor = matrix.benchmarks.firstIndex(of: settings.anchor),
      matrix.scores.contains(where: { $0.benchmark == anchor })
    else { throw .noAnchor(settings.anchor) }
    let components = matrix.components
    guard components.count == 1 else { throw .disconnected(components) }
    self.matrix = matrix
    self.settings = settings
    layout = ScoreLayout(matrix)
    self.anchor = layout.placeOf[anchor]
    lambda = settings.penalty / Double(matrix.models.count + 2 * matrix.benchmarks.count - 1)
  }

  static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// Fits; `weights` says how often each score counts (once without it), `start` where to begin.
  public func fit(weights: [Double]? = nil, from start: CapabilityFit? = nil) -> CapabilityFit {
    var search = CapabilitySearch(self)
    search.run(weights: weights, from: start, tolerance: settings.tolerance)
    return search.fit
  }
}
