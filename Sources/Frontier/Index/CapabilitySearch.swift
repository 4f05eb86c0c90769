internal import Foundation

/// The memory of a search for the optimum, used again for each refit: a refit allocates nothing.
struct CapabilitySearch: Sendable {
  private let fitter: CapabilityFitter
  private var point: CapabilityParameters
  private var trial: CapabilityParameters
  private var expected: [Double]
  private var trialExpected: [Double]
  private var weights: [Double]
  private(set) var equations: NormalEquations
  private(set) var cost = 0.0
  private(set) var gradient = Double.infinity
  private(set) var steps = 0

  init(_ fitter: CapabilityFitter) {
    self.fitter = fitter
    let layout = fitter.layout
    equations = NormalEquations(layout, anchor: fitter.anchor, lambda: fitter.lambda)
    point = equations.step
    trial = point
    expected = [Double](repeating: 0, count: layout.places.count)
    trialExpected = expected
    weights = expected
  }

  /// Searches from `start`, or from a rough guess; `weights` as the matrix orders its scores, else 1 for each.
  mutating func run(weights: [Double]?, from start: CapabilityFit?, tolerance: Double) {
    let layout = fitter.layout
    begin(
      at: start.map { CapabilityParameters($0, layout) }
        ?? equations.start() ?? point,
      weights: weights)
    // The curvature grows with the scores of a benchmark, and what is added to it must as well. A refit begins close to
    // its optimum, where the quadratic model is nearly right.
    let scoresEach = Double(layout.places.count) / Double(layout.benchmarkCount)
    var damping = scoresEach * (start == nil ? 0.0025 : 0.00025)
    while true {
      equations.assemble(point, expected: expected, weights: self.weights)
      gradient = equations.largestGradient
      guard gradient > tolerance, steps < fitter.settings.mostSteps, advance(&damping) else { break }
      steps += 1
    }
  }

  /// Sets up the equations at a fit without a step.
  mutating func stand(at fit: CapabilityFit) {
    begin(at: CapabilityParameters(fit, fitter.layout), weights: nil)
    equations.assemble(point, expected: expected, weights: weights)
  }

  private mutating func begin(at start: CapabilityParameters, weights: [Double]?) {
    for index in self.weights.indices { self.weights[index] = weights?[fitter.layout.sources[index]] ?? 1 }
    point = start
    trial = start
    cost = evaluate()
    swap(&expected, &trialExpected)
    steps = 0
  }

  /// Takes one step that does not raise the cost; false if there is none.
  private mutating func advance(_ damping: inout Double) -> Bool {
    for _ in 0..<40 {
      if equations.solve(damping: damping) {
        tryStep()
        let tried = evaluate()
        // Close to the optimum the cost cannot be told from its rounding.
        if tried <= cost * (1 + 1e-14) {
          let predicted = equations.predictedFall(damping: damping)
          let share = (cost - tried) / max(predicted, .leastNormalMagnitude)
          if share > 0.75 { damping = max(damping / 8, 1e-15) }
          if share < 0.25 { damping *= 4 }
          swap(&point, &trial)
          swap(&expected, &trialExpected)
          cost = tried
          return true
        }
      }
      damping *= 4
    }
    return false
  }

  /// Sets the trial to the point that the step leads to, within the bounds.
  private mutating func tryStep() {
    let bounds = CapabilityParameters.places
    for model in point.capabilities.indices {
      let moved = point.capabilities[model] - equations.step.capabilities[model]
      trial.capabilities[model] = min(max(moved, bounds.lowerBound), bounds.upperBound)
    }
    for place in point.benchmarks.indices {
      trial.benchmarks[place] = (point.benchmarks[place] - equations.step.benchmarks[place])
        .clamped(lowerBound: CapabilityParameters.lowest, upperBound: CapabilityParameters.highest)
    }
  }

  /// The cost of the trial, whose expected scores are kept for the next step.
  private mutating func evaluate() -> Double {
    let fitter = fitter
    let trial = trial
    let layout = fitter.layout
    let places = layout.places.span
    let shares = layout.shares.span
    let benchmarks = trial.benchmarks.span
    var squares = 0.0
    for model in trial.capabilities.indices {
      let capability = trial.capabilities[model]
      for index in layout.starts[model]..<layout.starts[model + 1] {
        let benchmark = benchmarks[places[index]]
        let share = CapabilityFitter.logistic(benchmark.y * (capability - benchmark.x))
        trialExpected[index] = share
        let residual = share - shares[index]
        squares += weights[index] * residual * residual
      }
    }
    return (squares + fitter.lambda * trial.squares(anchor: fitter.anchor)) / 2
  }

  /// Where the search ended.
  var fit: CapabilityFit {
    let layout = fitter.layout
    return CapabilityFit(
      capabilities: point.capabilities,
      difficulties: layout.placeOf.map { point.benchmarks[$0].x },
      slopes: layout.placeOf.map { point.benchmarks[$0].y }, cost: cost, gradient: gradient, steps: steps)
  }

  /// Capabilities where the search ended.
  var capabilities: [Double] { point.capabilities }
}
