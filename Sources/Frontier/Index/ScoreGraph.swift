/// Which models can be compared: those that a chain of shared benchmarks joins.
struct ScoreGraph {
  /// A number for each model, the same for models of one group.
  let groups: [Int]

  /// Joins models and benchmarks by their scores; with `weights`, by those that count.
  init(_ matrix: ScoreMatrix, weights: [Double]? = nil) {
    var parents = Array(0..<(matrix.models.count + matrix.benchmarks.count))
    func root(_ node: Int) -> Int {
      var node = node
      while parents[node] != node {
        parents[node] = parents[parents[node]]
        node = parents[node]
      }
      return node
    }
    for (index, score) in matrix.scores.enumerated() where weights.map({ $0[index] > 0 }) ?? true {
      parents[root(score.model)] = root(matrix.models.count + score.benchmark)
    }
    groups = matrix.models.indices.map(root)
  }

  /// The models of the largest group; of equal ones, that of the first model.
  var largest: [Bool] {
    let sizes = Dictionary(groups.map { ($0, 1) }, uniquingKeysWith: +)
    let most = sizes.values.max()
    let chosen = groups.first { sizes[$0] == most }
    return groups.map { $0 == chosen }
  }
}
