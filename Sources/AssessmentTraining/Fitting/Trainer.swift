public import Assessment
import Foundation

/// Learns a model from labelled texts: first the words' weights, then what an encoder adds, then every threshold on texts
/// that were held out.
public struct Trainer: Sendable {
  /// What training is told.
  public struct Settings: Sendable {
    public var version: String
    public var seed: UInt64

    public init(version: String, seed: UInt64) {
      self.version = version
      self.seed = seed
    }
  }

  let settings: Settings
  let lexical: LexicalAssessor
  let embedder: (any TextEmbedder)?
  let progress: @Sendable (String) -> Void

  public init(
    settings: Settings, lexicon: Lexicon, embedder: (any TextEmbedder)?,
    progress: @escaping @Sendable (String) -> Void
  ) {
    self.settings = settings
    lexical = LexicalAssessor(lexicon: lexicon)
    self.embedder = embedder
    self.progress = progress
  }

  /// Trains on the texts that are not for testing.
  public func train(_ texts: [LabelledText]) async -> AssessmentModel {
    let own = texts.filter { !$0.isTest }
    let rows = own + Typos.copies(own, seed: settings.seed)
    let counts = Dictionary(grouping: own, by: \.source).mapValues(\.count)
    progress("reading \(rows.count) texts")
    let lexical = lexical
    let inputs = await Parallel.map(rows) { TextInputs($0.text, lexical: lexical) }

    let heads = AssessmentHead.allCases
    let held = await heldOut(rows, inputs, heads)
    progress("fitting words on all texts")
    let fit = await LexicalFit.fit(Array(rows.indices), rows, inputs, heads: heads)
    let lines = calibrations(held, rows, heads)
    var (buckets, scales, constants, signals) = fit.tables()
    for head in heads {
      guard let line = lines[head] else { continue }
      scales[head] *= Float(line.slope)
      constants[head] = Float(line(Double(constants[head])))
      for signal in signals.indices { signals[signal][head] *= Float(line.slope) }
    }
    let words = calibrated(held, lines)
    let measured = rows.indices.filter { rows[$0].source == "own" && $0 < own.count }
    var description = ModelDescription(
      version: settings.version, lexicon: lexical.version, encoder: embedder?.name, seed: settings.seed, rows: counts,
      alone: thresholds(words, rows, measured, english: true),
      otherLanguages: thresholds(words, rows, measured, english: false),
      unsure: band(words, rows, measured), encoded: .init(doubtMilli: 500, certainMilli: 900, setOn: "not set"),
      domains: .init(
        doubtMilli: 400, certainMilli: 700,
        setOn: "chosen: a domain that is likelier than not, and one that is so in seven cases of ten"),
      roles: .init(system: 1, assistant: 2, tool: 2, document: 1.5), prototypes: [])
    guard let embedder else {
      return AssessmentModel(
        description: description, buckets: buckets, scales: scales, constants: constants, signals: signals)
    }
    // Our own prompts as written, without their misspelt copies.
    let prototypes = own.indices.filter { own[$0].source == "own" && own[$0].language == "en" }
    description.prototypes = prototypes.map { .init(group: own[$0].kindOfStakes, text: own[$0].text) }
    let second = await Second.fit(
      rows, words: words, embedder: embedder, prototypes: prototypes, progress: progress)
    description.encoded = cascade(second.held, words, rows, measured, description.unsure)
    return AssessmentModel(
      description: description, buckets: buckets, scales: scales, constants: constants, signals: signals,
      prototypes: second.prototypes, encoded: second.rows)
  }

  /// Scores of each text by words of a model that has not seen it.
  private func heldOut(
    _ rows: [LabelledText], _ inputs: [TextInputs], _ heads: [AssessmentHead]
  ) async -> [HeadScores] {
    var held = [HeadScores](repeating: HeadScores(repeating: 0), count: rows.count)
    for fold in 0..<LabelledText.folds {
      progress("fitting words, part \(fold + 1) of \(LabelledText.folds) held out")
      let fit = await LexicalFit.fit(rows.indices.filter { rows[$0].fold != fold }, rows, inputs, heads: heads)
      let part = rows.indices.filter { rows[$0].fold == fold }
      for (row, scores) in zip(part, fit.scores(part.map { inputs[$0] })) { held[row] = scores }
    }
    return held
  }

  private func calibrations(
    _ held: [HeadScores], _ rows: [LabelledText], _ heads: [AssessmentHead]
  ) -> [AssessmentHead: Calibration] {
    var lines: [AssessmentHead: Calibration] = [:]
    for head in heads {
      // Our own prompts are nearest to what people send; only the exams tell how hard a question is.
      let known = rows.indices.filter {
        rows[$0].labels[head] != nil && (head == .difficulty || rows[$0].source == "own")
      }
      lines[head] = Calibration.fit(
        known.map { Double(held[$0][head]) }, labels: known.map { rows[$0].labels[head] == true },
        weights: known.map { _ in 1 })
    }
    return lines
  }

  private func calibrated(_ held: [HeadScores], _ lines: [AssessmentHead: Calibration]) -> [HeadScores] {
    held.map { scores in
      var result = scores
      for (head, line) in lines { result[head] = Float(line(Double(scores[head]))) }
      return result
    }
  }

  private func thresholds(
    _ scores: [HeadScores], _ rows: [LabelledText], _ measured: [Int], english: Bool
  ) -> ModelDescription.Thresholds {
    let harmless = measured.filter { rows[$0].isGrave == false && (rows[$0].language == "en") == english }
    let plain = harmless.filter { rows[$0].kind != .lookalike }
    let alike = harmless.filter { rows[$0].kind == .lookalike }
    // Where no encoder can be asked, more harmless texts are pinned rather than many a grave one let through.
    let goals = english ? ThresholdChoice.Goals() : ThresholdChoice.Goals(falsePins: 0.07, falseLookalikes: 0.45)
    return ThresholdChoice.thresholds(
      harmless: plain.map { scores[$0].graveMilli }, lookalikes: alike.map { scores[$0].graveMilli }, goals: goals,
      setOn: Self.setOn(plain, alike, goals, "in \(english ? "English" : "other languages")"))
  }

  // Wide enough that hardly a grave text lies below, narrow enough that few harmless ones are in it.
  private func band(_ scores: [HeadScores], _ rows: [LabelledText], _ measured: [Int]) -> ModelDescription.Band {
    let english = measured.filter { rows[$0].language == "en" }
    let grave = english.filter { rows[$0].isGrave == true }.map { scores[$0].graveMilli }.sorted()
    let harmless = english.filter { rows[$0].isGrave == false }.map { scores[$0].graveMilli }
    let missed = grave.isEmpty ? 1 : grave[grave.count * 4 / 100]
    let affordable = ThresholdChoice.threshold(harmless, falsePins: 0.60)
    let low = max(1, max(missed, affordable))
    let high = max(low + 1, ThresholdChoice.threshold(harmless, falsePins: 0.005))
    return .init(
      lowMilli: low, highMilli: high,
      setOn:
        "\(grave.count) grave prompts (4 % of them below) and \(harmless.count) harmless ones (at most 60 % above "
        + "the lower end, 0.5 % above the upper) of our own in English, held out in \(LabelledText.folds) parts")
  }

  private func cascade(
    _ encoded: [HeadScores], _ words: [HeadScores], _ rows: [LabelledText], _ measured: [Int],
    _ band: ModelDescription.Band
  ) -> ModelDescription.Thresholds {
    let harmless = measured.filter { rows[$0].isGrave == false && rows[$0].language == "en" }
    // What words settle is settled; only the rest can be moved by this threshold.
    func score(_ row: Int) -> Int {
      let milli = words[row].graveMilli
      return milli >= band.highMilli ? 1000 : milli < band.lowMilli ? 0 : encoded[row].graveMilli
    }
    let plain = harmless.filter { rows[$0].kind != .lookalike }
    let alike = harmless.filter { rows[$0].kind == .lookalike }
    let goals = ThresholdChoice.Goals()
    return ThresholdChoice.thresholds(
      harmless: plain.map(score), lookalikes: alike.map(score), goals: goals,
      setOn: Self.setOn(plain, alike, goals, "in English, after both stages"))
  }

  private static func setOn(_ plain: [Int], _ alike: [Int], _ goals: ThresholdChoice.Goals, _ place: String) -> String {
    func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
    return "\(plain.count) harmless prompts (\(percent(goals.falsePins)) false pins allowed) and \(alike.count) "
      + "look-alikes (\(percent(goals.falseLookalikes))) of our own \(place), held out in \(LabelledText.folds) parts"
  }
}

extension HeadScores {
  /// The probability of grave stakes, in thousandths.
  var graveMilli: Int { Int((1000 / (1 + exp(-Double(self[AssessmentHead.grave])))).rounded()) }
}
