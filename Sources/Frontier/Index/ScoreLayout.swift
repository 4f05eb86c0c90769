internal import Foundation

/// Scores in the order that a fit works through: by model, and in each model by the benchmarks' place in the equations.
struct ScoreLayout: Sendable {
  let modelCount: Int
  let benchmarkCount: Int
  /// Where each model's scores begin, and at last their number.
  let starts: [Int]
  /// The place of each score's benchmark.
  let places: [Int]
  let shares: [Double]
  /// The index in the score matrix of each score.
  let sources: [Int]
  /// The benchmark at each place.
  let benchmarks: [Int]
  /// The place of each benchmark.
  let placeOf: [Int]
  /// For each place the first place with which it shares a model.
  let firsts: [Int]

  init(_ matrix: ScoreMatrix) {
    modelCount = matrix.models.count
    benchmarkCount = matrix.benchmarks.count
    var starts = [Int](repeating: 0, count: matrix.models.count + 1)
    for score in matrix.scores { starts[score.model + 1] += 1 }
    for model in matrix.models.indices { starts[model + 1] += starts[model] }
    self.starts = starts
    let benchmarks = Self.order(matrix, starts)
    var placeOf = [Int](repeating: 0, count: benchmarks.count)
    for (place, benchmark) in benchmarks.enumerated() { placeOf[benchmark] = place }
    var sources = Array(matrix.scores.indices)
    var firsts = Array(0..<benchmarks.count)
    for model in matrix.models.indices {
      let own = starts[model]..<starts[model + 1]
      sources[own].sort { placeOf[matrix.scores[$0].benchmark] < placeOf[matrix.scores[$1].benchmark] }
      guard let first = sources[own].first.map({ placeOf[matrix.scores[$0].benchmark] }) else { continue }
      for source in sources[own] {
        let place = placeOf[matrix.scores[source].benchmark]
        firsts[place] = min(firsts[place], first)
      }
    }
    self.firsts = firsts
    self.benchmarks = benchmarks
    self.placeOf = placeOf
    self.sources = sources
    places = sources.map { placeOf[matrix.scores[$0].benchmark] }
    shares = sources.map { matrix.scores[$0].share }
  }

  /// Benchmarks that share models close to each other, so that rows of the equations begin late: the reverse of a breadth
  /// first walk that takes those with few neighbours first (Cuthill and McKee 1969, George 1971).
  private static func order(_ matrix: ScoreMatrix, _ starts: [Int]) -> [Int] {
    let neighbours = neighbours(matrix, starts)
    func precedes(_ left: Int, _ right: Int) -> Bool {
      (neighbours[left].count, left) < (neighbours[right].count, right)
    }
    var isPlaced = [Bool](repeating: false, count: neighbours.count)
    var order: [Int] = []
    for start in neighbours.indices.sorted(by: precedes) where !isPlaced[start] {
      isPlaced[start] = true
      var next = order.count
      order.append(start)
      while next < order.count {
        let found = neighbours[order[next]].filter { !isPlaced[$0] }.sorted(by: precedes)
        for benchmark in found { isPlaced[benchmark] = true }
        order += found
        next += 1
      }
    }
    return order.reversed()
  }

  /// The benchmarks with which each shares a model.
  private static func neighbours(_ matrix: ScoreMatrix, _ starts: [Int]) -> [[Int]] {
    let count = matrix.benchmarks.count
    var isJoined = [Bool](repeating: false, count: count * count)
    for model in matrix.models.indices {
      let own = matrix.scores[starts[model]..<starts[model + 1]]
      for left in own {
        for right in own { isJoined[left.benchmark * count + right.benchmark] = true }
      }
    }
    return (0..<count).map { row in (0..<count).filter { isJoined[row * count + $0] } }
  }
}
