import Learning

/// The measurements of routing quality, each beside its baselines.
public struct RoutingStudy: Sendable {
  /// What is measured on.
  public struct Section: Sendable {
    public var title: String
    public var weakQuality: Double
    public var strongQuality: Double
    public var rows: [RoutingFigures]
  }

  /// A point of a learning curve: outcomes seen, and the quality of routing the rest.
  public struct LearningPoint: Sendable {
    public var outcomes: Int
    public var apgr: Double
  }

  public let data: RoutingData
  private let features: GainModel.Features
  private let mmlu: [Int]
  private let gsm8k: [Int]
  private let settings: GainModel.Settings

  /// The subject whose strong answers were graded wrongly: GPT-4 at 3 %.
  public static let defective = "high_school_mathematics"

  public init(_ data: RoutingData, settings: GainModel.Settings = GainModel.Settings()) {
    self.data = data
    self.settings = settings
    features = GainModel.Features(data.cases.map(\.prompt))
    mmlu = data.cases.indices.filter { data.cases[$0].benchmark == "mmlu" }
    gsm8k = data.cases.indices.filter { data.cases[$0].benchmark == "gsm8k" }
  }

  /// All sections, in the order in which they are reported.
  public func sections() -> [Section] {
    let sound = mmlu.filter { data.cases[$0].subject != Self.defective }
    return [
      section("MMLU", mmlu, other: gsm8k, otherName: "GSM8K"),
      section("MMLU without \(Self.defective)", sound, other: gsm8k, otherName: "GSM8K"),
      section("GSM8K", gsm8k, other: mmlu, otherName: "MMLU"),
    ]
  }

  /// Outcomes are revealed one by one in random order, as production would reveal them; the router of each point has seen
  /// those before it and is measured on the rest.
  public func learningCurve(_ counts: [Int] = [50, 100, 200, 400, 800, 1500, 3000, 6000]) -> [LearningPoint] {
    let order = shuffled(mmlu, seed: 1)
    return counts.filter { $0 < order.count }.map { count in
      let seen = Array(order[..<count])
      let rest = Array(order[count...])
      return LearningPoint(outcomes: count, apgr: curve(trainedOn: seen, rest).apgr)
    }
  }

  private func section(_ title: String, _ rows: [Int], other: [Int], otherName: String) -> Section {
    let cases = rows.map { data.cases[$0] }
    let whole = RoutingCurve(scores: [Double](repeating: 0, count: cases.count), cases: cases)
    var figures = baselines(rows)
    if rows.count > 5000 { figures.append(fewLabels(rows, 1500)) }
    figures.append(folds("learned, five-fold", parts(rows, 5), labels: "80 % of the same cases"))
    if Set(cases.map(\.subject)).count > 10 {
      figures.append(folds("learned, other subjects", subjectParts(rows, 10), labels: "the other 90 % of subjects"))
    }
    let labels = "\(other.count) of \(otherName)"
    let words = GainModel(features, cases: data.cases, rows: other, settings: settings).scores(features, rows: rows)
    figures.append(RoutingFigures("learned, other benchmark", labels: labels, scores: words, cases: cases))
    let shape = ShapeModel(features, cases: data.cases, rows: other).scores(features, rows: rows)
    figures.append(RoutingFigures("shape alone, other benchmark", labels: labels, scores: shape, cases: cases))
    return Section(title: title, weakQuality: whole.weakQuality, strongQuality: whole.strongQuality, rows: figures)
  }

  private func baselines(_ rows: [Int]) -> [RoutingFigures] {
    let cases = rows.map { data.cases[$0] }
    var random = SplitMix64(seed: 7)
    var table: [(String, String, [Double])] = [
      ("random", "none", cases.map { _ in Double.random(in: 0..<1, using: &random) }),
      ("length alone", "none", cases.map { Double($0.prompt.utf8.count) }),
    ]
    if Set(cases.map(\.subject)).count > 1 {
      table.append(("subject alone, five-fold", "80 % of the same cases", subjectScores(rows)))
    }
    table.append(("oracle", "the outcomes themselves", cases.map(\.gain)))
    return table.map { RoutingFigures($0.0, labels: $0.1, scores: $0.2, cases: cases) }
  }

  /// The true subject's mean gain in the other folds.
  private func subjectScores(_ rows: [Int]) -> [Double] {
    var scores: [Int: Double] = [:]
    for part in parts(rows, 5) {
      let held = Set(part)
      var sums: [String: (gain: Double, count: Double)] = [:]
      for row in rows where !held.contains(row) {
        sums[data.cases[row].subject, default: (0, 0)].gain += data.cases[row].gain
        sums[data.cases[row].subject, default: (0, 0)].count += 1
      }
      for row in part {
        let sum = sums[data.cases[row].subject] ?? (0, 0)
        scores[row] = sum.gain / max(1, sum.count)
      }
    }
    return rows.map { scores[$0] ?? 0 }
  }

  /// Five routers of few labels each, measured on all the rest.
  private func fewLabels(_ rows: [Int], _ count: Int) -> RoutingFigures {
    let draws = (1...5).map { seed in
      let order = shuffled(rows, seed: UInt64(seed))
      return curve(trainedOn: Array(order[..<count]), Array(order[count...]))
    }
    return RoutingFigures(
      "learned, \(count) labels, mean of 5 draws", labels: "\(count) of the same benchmark", draws: draws,
      cases: rows.count - count)
  }

  private func folds(_ name: String, _ parts: [[Int]], labels: String) -> RoutingFigures {
    let rows = parts.flatMap { $0 }
    var scores: [Double] = []
    for part in parts {
      let held = Set(part)
      let model = GainModel(
        features, cases: data.cases, rows: rows.filter { !held.contains($0) }, settings: settings)
      scores += model.scores(features, rows: part)
    }
    return RoutingFigures(name, labels: labels, scores: scores, cases: rows.map { data.cases[$0] })
  }

  private func curve(trainedOn seen: [Int], _ rest: [Int]) -> RoutingCurve {
    let model = GainModel(features, cases: data.cases, rows: seen, settings: settings)
    return RoutingCurve(scores: model.scores(features, rows: rest), cases: rest.map { data.cases[$0] })
  }

  private func parts(_ rows: [Int], _ count: Int) -> [[Int]] {
    let order = shuffled(rows, seed: 5)
    return (0..<count).map { part in stride(from: part, to: order.count, by: count).map { order[$0] } }
  }

  private func subjectParts(_ rows: [Int], _ count: Int) -> [[Int]] {
    let subjects = shuffled(Array(Set(rows.map { data.cases[$0].subject })).sorted(), seed: 9)
    var place: [String: Int] = [:]
    for (number, subject) in subjects.enumerated() { place[subject] = number % count }
    return (0..<count).map { part in rows.filter { place[data.cases[$0].subject] == part } }
  }

  private func shuffled<Element>(_ elements: [Element], seed: UInt64) -> [Element] {
    var random = SplitMix64(seed: seed)
    return elements.shuffled(using: &random)
  }
}
