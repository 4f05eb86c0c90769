import Learning
import Testing

@Suite("Linear models")
struct RegressionTests {
  private func matrix(_ rows: [[Float]]) -> SparseMatrix {
    var matrix = SparseMatrix(columnCount: rows.first?.count ?? 0)
    for row in rows { matrix.append(row.enumerated().map { (Int32($0), $1) }) }
    return matrix
  }

  @Test("ridge finds the line that the points lie on when hardly held back")
  func ridge() {
    let model = RidgeRegression.fit(matrix([[0], [1], [2], [3]]), targets: [1, 3, 5, 7], penalty: 1e-9)
    #expect(abs(model.weights[0] - 2) < 1e-4)
    #expect(abs(model.constant - 1) < 1e-4)
  }

  @Test("a large penalty leaves the mean")
  func penalty() {
    let model = RidgeRegression.fit(matrix([[0], [1], [2], [3]]), targets: [1, 3, 5, 7], penalty: 1e9)
    #expect(abs(model.weights[0]) < 1e-6)
    #expect(abs(model.constant - 4) < 1e-6)
  }

  @Test("logistic regression gives a column that says nothing the odds of the labels")
  func odds() {
    let model = LogisticRegression.fit(matrix([[0], [0], [0], [0]]), labels: [true, false, false, false], penalty: 1)
    #expect(abs(model.constant - -1.0986) < 1e-3)
  }

  @Test("a gradient of zero is where logistic regression stops, also for labels that a line separates")
  func optimum() {
    let rows: [[Float]] = [[-2, 1], [-1, 0], [1, 1], [2, 0], [100, 0]]
    let labels = [false, false, true, true, true]
    let model = LogisticRegression.fit(matrix(rows), labels: labels, penalty: 0.5, steps: 50)
    let chances = model.scores(matrix(rows)).map { 1 / (1 + 2.718281828459045.power(-$0)) }
    for column in 0..<2 {
      let pull = zip(zip(rows, labels), chances).reduce(0.0) { $0 + Double($1.0.0[column]) * (($1.0.1 ? 1 : 0) - $1.1) }
      #expect(abs(pull - 0.5 * model.weights[column]) < 1e-3)
    }
  }

  @Test("a row of weight two counts as two rows")
  func weights() {
    let rows: [[Float]] = [[0], [1], [1], [2]]
    let twice = LogisticRegression.fit(
      matrix(rows + [[2]]), labels: [false, true, false, true, true], penalty: 1, steps: 30)
    let weighted = LogisticRegression.fit(
      matrix(rows), labels: [false, true, false, true], rowWeights: [1, 1, 1, 2], penalty: 1, steps: 30)
    #expect(abs(twice.weights[0] - weighted.weights[0]) < 1e-5)
  }

  @Test("the same seed gives the same numbers")
  func seed() {
    var first = SplitMix64(seed: 7)
    var second = SplitMix64(seed: 7)
    #expect((0..<5).map { _ in first.next() } == (0..<5).map { _ in second.next() })
  }
}

extension Double {
  /// e-based power without Foundation: the series converges quickly after halving.
  fileprivate func power(_ exponent: Double) -> Double {
    var halvings = 0
    var x = exponent
    while abs(x) > 0.1 {
      x /= 2
      halvings += 1
    }
    var term = 1.0
    var sum = 1.0
    for step in 1...12 {
      term *= x / Double(step)
      sum += term
    }
    for _ in 0..<halvings { sum *= sum }
    return sum
  }
}
