/// The inverse of the cost's second derivatives at a fit, from which standard errors and leverages come.
///
/// A linear approximation: it is quick and points at weak spots, while intervals come from a `CapabilityBootstrap`.
struct CapabilityCovariance {
  private let fitter: CapabilityFitter
  private let fit: CapabilityFit
  let schur: EnvelopeMatrix
  private let models: [Double]
  private let joins: [SIMD2<Double>]
  private let moves: [SIMD2<Double>]
  private let modelMoves: [Double]
  /// Column after column of the Schur complement's inverse, by place.
  private let inverse: [SIMD2<Double>]

  /// Nil where the cost has no minimum.
  init?(_ fitter: CapabilityFitter, _ fit: CapabilityFit) {
    var search = CapabilitySearch(fitter)
    search.stand(at: fit)
    var equations = search.equations
    guard let (schur, models) = equations.decomposed() else { return nil }
    self.fitter = fitter
    self.fit = fit
    self.schur = schur
    self.models = models
    joins = equations.movingJoins
    (moves, modelMoves) = equations.moving
    var inverse: [SIMD2<Double>] = []
    for place in 0..<schur.count {
      for unit in [SIMD2<Double>(1, 0), [0, 1]] {
        var column = [SIMD2<Double>](repeating: .zero, count: schur.count)
        column[place] = unit * moves[place]
        schur.solve(&column)
        inverse += column
      }
    }
    self.inverse = inverse
  }

  /// The covariance of two models' capabilities, for residuals of variance 1.
  func capabilities(_ left: Int, _ right: Int) -> Double {
    let own = left == right ? modelMoves[left] / models[left] : 0
    return own + product(entries(left, 1), entries(right, 1))
  }

  /// How far each score pulls its own expected score along, in the layout's order: the one's derivative by the other.
  var leverages: [Double] {
    let layout = fitter.layout
    var leverages = [Double](repeating: 0, count: layout.places.count)
    for model in 0..<layout.modelCount {
      for index in layout.starts[model]..<layout.starts[model + 1] {
        let place = layout.places[index]
        let benchmark = layout.benchmarks[place]
        let slope = fit.slopes[benchmark]
        let distance = fit.capabilities[model] - fit.difficulties[benchmark]
        let expected = CapabilityFitter.logistic(slope * distance)
        let steepness = expected * (1 - expected)
        let own = steepness * slope * modelMoves[model]
        var entries = entries(model, own)
        entries.append((place, SIMD2(-steepness * slope, steepness * distance) * moves[place]))
        leverages[index] = own * own / models[model] + product(entries, entries)
      }
    }
    return leverages
  }

  /// What a capability's change by `amount` means for the benchmarks once the model is eliminated.
  private func entries(_ model: Int, _ amount: Double) -> [(place: Int, value: SIMD2<Double>)] {
    let layout = fitter.layout
    return (layout.starts[model]..<layout.starts[model + 1])
      .map { (layout.places[$0], joins[$0] * (-amount / models[model])) }
  }

  private func product(
    _ left: [(place: Int, value: SIMD2<Double>)], _ right: [(place: Int, value: SIMD2<Double>)]
  ) -> Double {
    var sum = 0.0
    for one in left {
      for other in right {
        let column = 2 * other.place * schur.count + one.place
        sum +=
          (one.value * (inverse[column] * other.value.x + inverse[column + schur.count] * other.value.y)).sum()
      }
    }
    return sum
  }
}
