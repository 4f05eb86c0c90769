import Learning
import Testing

@testable import Frontier

@Suite("Resampling of scores")
struct ScoreResamplingTests {
  private let matrix = SyntheticScores(models: 30, benchmarks: 9, perModel: 4, seed: 2).matrix

  private func weights(_ resampling: ScoreResampling) -> [Double] {
    var random = SplitMix64(seed: 8)
    return resampling.weights(matrix, &random)
  }

  @Test("each model keeps its number of scores")
  func perModel() {
    let weights = weights(.perModel)
    for model in matrix.models.indices {
      let own = matrix.scores.indices.filter { matrix.scores[$0].model == model }
      #expect(own.reduce(0) { $0 + weights[$1] } == Double(own.count))
    }
    #expect(Set(weights).count > 2)
  }

  @Test("drawing from all keeps the number of scores")
  func all() {
    #expect(weights(.all).reduce(0, +) == Double(matrix.scores.count))
  }

  @Test("all scores of a benchmark count alike, and as many benchmarks are drawn as there are")
  func benchmarks() {
    let weights = weights(.benchmarks)
    var drawn = 0.0
    for benchmark in matrix.benchmarks.indices {
      let own = Set(matrix.scores.indices.filter { matrix.scores[$0].benchmark == benchmark }.map { weights[$0] })
      #expect(own.count == 1)
      drawn += own.first ?? 0
    }
    #expect(drawn == 9)
  }

  @Test("weights of models and benchmarks multiply")
  func both() {
    let weights = weights(.modelsAndBenchmarks)
    #expect(weights.allSatisfy { $0 > 0 })
    func weight(_ model: Int, _ benchmark: Int) -> Double? {
      matrix.scores.firstIndex { $0.model == model && $0.benchmark == benchmark }.map { weights[$0] }
    }
    var rectangles = 0
    for one in 0..<30 {
      for other in (one + 1)..<30 {
        for first in 0..<9 {
          for second in (first + 1)..<9 {
            guard let a = weight(one, first), let b = weight(one, second), let c = weight(other, first),
              let d = weight(other, second)
            else { continue }
            rectangles += 1
            #expect(abs(a * d - b * c) <= 1e-9 * a * d)
          }
        }
      }
    }
    #expect(rectangles > 0)
  }
}
