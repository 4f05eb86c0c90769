internal import Foundation

/// The equations of one Newton step: a diagonal for the models, a block of two for each benchmark, and what joins them.
///
/// A model's row touches only its own capability and its benchmarks, so the models are eliminated first (a Schur
/// complement), and what is left to decompose has two unknowns a benchmark.
struct NormalEquations: Sendable {
  private let layout: ScoreLayout
  private let anchor: Int
  private let lambda: Double
  private var models: [Double]
  private var modelGradient: [Double]
  private var blocks: [PairBlock]
  private var gradient: [SIMD2<Double>]
  /// What joins each score's model with its benchmark's difficulty and slope.
  private var joins: [SIMD2<Double>]
  /// 1 for parameters that move, 0 for the anchor's slope and those held at a bound.
  private var moves: [SIMD2<Double>]
  private var modelMoves: [Double]
  private var schur: EnvelopeMatrix
  private var masked: [SIMD2<Double>]
  private var scaled: [SIMD2<Double>]
  /// The last step found, to be taken off the parameters.
  private(set) var step: CapabilityParameters

  init(_ layout: ScoreLayout, anchor: Int, lambda: Double) {
    self.layout = layout
    self.anchor = anchor
    self.lambda = lambda
    models = [Double](repeating: 0, count: layout.modelCount)
    modelGradient = models
    modelMoves = models
    blocks = [PairBlock](repeating: PairBlock(), count: layout.benchmarkCount)
    gradient = [SIMD2<Double>](repeating: .zero, count: layout.benchmarkCount)
    moves = gradient
    joins = [SIMD2<Double>](repeating: .zero, count: layout.places.count)
    masked = joins
    scaled = joins
    schur = EnvelopeMatrix(firsts: layout.firsts)
    step = CapabilityParameters(capabilities: models, benchmarks: gradient)
  }

  /// Sets up the equations at a point, where `expected` are the scores that it expects.
  mutating func assemble(_ point: CapabilityParameters, expected: [Double], weights: [Double]) {
    differentiate(point, expected: expected, weights: weights)
    hold(point)
  }

  private mutating func differentiate(_ point: CapabilityParameters, expected: [Double], weights: [Double]) {
    let benchmarks = point.benchmarks
    for place in blocks.indices {
      blocks[place] = PairBlock(SIMD2(lambda, 0), SIMD2(0, lambda))
      gradient[place] = lambda * benchmarks[place]
    }
    for model in models.indices {
      let capability = point.capabilities[model]
      var curvature = lambda
      var pull = lambda * capability
      for index in layout.starts[model]..<layout.starts[model + 1] {
        let place = layout.places[index]
        let benchmark = benchmarks[place]
        let distance = capability - benchmark.x
        let steepness = expected[index] * (1 - expected[index])
        let residual = expected[index] - layout.shares[index]
        let push = weights[index] * residual * steepness
        let along = weights[index] * steepness * steepness + push * (1 - 2 * expected[index])
        let square = along * benchmark.y * benchmark.y
        let cross = along * benchmark.y * distance + push
        curvature += square
        pull += push * benchmark.y
        joins[index] = SIMD2(-square, cross)
        gradient[place] += SIMD2(-push * benchmark.y, push * distance)
        blocks[place].first += SIMD2(square, -cross)
        blocks[place].second += SIMD2(-cross, along * distance * distance)
      }
      models[model] = curvature
      modelGradient[model] = pull
    }
  }

  /// Parameters at a bound that the cost pushes against do not move, nor does the anchor's slope.
  private mutating func hold(_ point: CapabilityParameters) {
    for place in moves.indices {
      let isHeld =
        ((point.benchmarks[place] .<= CapabilityParameters.lowest) .& (gradient[place] .> 0))
        .| ((point.benchmarks[place] .>= CapabilityParameters.highest) .& (gradient[place] .< 0))
      moves[place] = SIMD2(repeating: 1).replacing(with: 0, where: isHeld)
    }
    moves[anchor].y = 0
    let bounds = CapabilityParameters.places
    for model in modelMoves.indices {
      let capability = point.capabilities[model]
      let isHeld =
        (capability <= bounds.lowerBound && modelGradient[model] > 0)
        || (capability >= bounds.upperBound && modelGradient[model] < 0)
      modelMoves[model] = isHeld ? 0 : 1
    }
  }

  /// The largest derivative of a parameter that moves.
  var largestGradient: Double {
    var largest = 0.0
    for model in modelGradient.indices { largest = max(largest, abs(modelGradient[model] * modelMoves[model])) }
    for place in gradient.indices {
      let own = gradient[place] * moves[place]
      largest = max(largest, abs(own.x), abs(own.y))
    }
    return largest
  }

  /// How many parameters a bound holds.
  var heldCount: Int {
    modelMoves.count { $0 == 0 } + moves.reduce(-1) { $0 + ($1.x == 0 ? 1 : 0) + ($1.y == 0 ? 1 : 0) }
  }

  /// How much the quadratic model says that the last step lowers the cost.
  func predictedFall(damping: Double) -> Double {
    var sum = 0.0
    for model in modelGradient.indices {
      let own = step.capabilities[model]
      sum += own * (modelGradient[model] * modelMoves[model] + damping * own)
    }
    for place in gradient.indices {
      let own = step.benchmarks[place]
      sum += (own * (gradient[place] * moves[place] + damping * own)).sum()
    }
    return sum / 2
  }

  /// Finds the step when `damping` is added to the diagonal; false if the damped equations have no minimum.
  mutating func solve(damping: Double) -> Bool {
    guard eliminateModels(damping), schur.factorise() else { return false }
    schur.solve(&step.benchmarks)
    for model in models.indices {
      var sum = modelGradient[model] * modelMoves[model]
      for index in layout.starts[model]..<layout.starts[model + 1] {
        sum -= (masked[index] * step.benchmarks[layout.places[index]]).sum()
      }
      step.capabilities[model] = sum / (models[model] + damping)
    }
    return true
  }

  /// Sets up the Schur complement and, in `step`, its right side.
  private mutating func eliminateModels(_ damping: Double) -> Bool {
    schur.reset()
    for place in moves.indices {
      var block = blocks[place]
      let move = moves[place]
      step.benchmarks[place] = gradient[place] * move
      block.first *= move * move.x
      block.second *= move * move.y
      // A parameter that does not move stands alone, with any positive number on the diagonal.
      block.first.x += damping + 1 - move.x
      block.second.y += damping + 1 - move.y
      schur.blocks[schur.bases[place] + place] = block
    }
    for model in models.indices {
      let diagonal = models[model] + damping
      guard diagonal > 0 else { return false }
      let inverse = modelMoves[model] / diagonal
      let own = layout.starts[model]..<layout.starts[model + 1]
      for index in own {
        let place = layout.places[index]
        masked[index] = joins[index] * moves[place] * modelMoves[model]
        scaled[index] = masked[index] * inverse
        step.benchmarks[place] -= scaled[index] * modelGradient[model]
      }
      schur.subtract(left: masked, right: scaled, places: layout.places, range: own)
    }
    return true
  }

  /// A point to start from: capabilities and difficulties whose differences explain the scores' logits best; nil if
  /// there are none.
  ///
  /// It is the solution of one set of linear equations, so that what distant benchmarks say of each other is in it.
  mutating func start() -> CapabilityParameters? {
    for place in blocks.indices {
      blocks[place] = PairBlock(SIMD2(lambda, 0), SIMD2(0, 1))
      gradient[place] = .zero
      moves[place] = SIMD2(1, 0)
    }
    for model in models.indices {
      models[model] = lambda
      modelGradient[model] = 0
      modelMoves[model] = 1
      for index in layout.starts[model]..<layout.starts[model + 1] {
        let place = layout.places[index]
        let share = layout.shares[index]
        // Logits near 0 and 1 are the most uncertain.
        let weight = share * (1 - share)
        let pull = weight * log(share / (1 - share))
        models[model] += weight
        modelGradient[model] -= pull
        joins[index] = SIMD2(-weight, 0)
        blocks[place].first.x += weight
        gradient[place].x += pull
      }
    }
    guard solve(damping: 0) else { return nil }
    // A logit is slope times distance. That most slopes are near 2, and distances a third of the logits, is experience.
    var start = CapabilityParameters(
      capabilities: step.capabilities.map { -$0 / 3 }, benchmarks: step.benchmarks.map { SIMD2(-$0.x / 3, 2) })
    start.benchmarks[anchor].y = 1
    return start.bounded
  }

  /// The decomposed Schur complement without damping, and each model's own diagonal; nil if there is no minimum.
  mutating func decomposed() -> (schur: EnvelopeMatrix, models: [Double])? {
    guard eliminateModels(0), schur.factorise() else { return nil }
    return (schur, models)
  }

  /// What joins each score's model with its benchmark, 0 for parameters that do not move.
  var movingJoins: [SIMD2<Double>] { masked }

  /// Whether each benchmark's difficulty and slope, and each model's capability, move.
  var moving: (benchmarks: [SIMD2<Double>], models: [Double]) { (moves, modelMoves) }
}
