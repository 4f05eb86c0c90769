public import Assessment
import Foundation
import Learning

/// Measures a model and its baselines on the texts that are for testing.
public struct Evaluation: Sendable {
  private let assessor: TextAssessor
  private let embedder: (any TextEmbedder)?
  private let progress: @Sendable (String) -> Void

  public init(
    assessor: TextAssessor, embedder: (any TextEmbedder)?, progress: @escaping @Sendable (String) -> Void
  ) {
    self.assessor = assessor
    self.embedder = embedder
    self.progress = progress
  }

  /// Measures on the test part of `texts`; baselines are trained on the rest.
  public func measure(_ texts: [LabelledText], baselines: Bool = true) async -> AssessmentMeasurement {
    let tests = texts.filter(\.isTest)
    progress("judging \(tests.count) texts by both stages")
    let judged = await judge(tests)
    var methods = [
      JudgedTexts(method: "both stages", scores: judged.map(\.score)),
      JudgedTexts(method: "words alone", scores: judged.map { Double($0.words[AssessmentHead.grave]) }),
    ]
    if baselines { methods += await self.baselines(texts.filter { !$0.isTest }, tests) }
    let groups = Groups(tests)
    var recalls: [AssessmentMeasurement.Recall] = []
    for group in groups.grave {
      for method in methods {
        let positives = group.rows.map { method.scores[$0] }
        let negatives = (group.isEnglish ? groups.pool : groups.otherPool).map { method.scores[$0] }
        let shipped = method.method == "both stages" ? pinned(group.rows, judged, \.isPinned) : nil
        recalls.append(
          .init(
            source: group.name, method: method.method, count: positives.count,
            area: Ranking.areaUnderCurve(positives: positives, negatives: negatives),
            at2: Ranking.recall(positives: positives, negatives: negatives, falseShare: 0.02),
            at5: Ranking.recall(positives: positives, negatives: negatives, falseShare: 0.05),
            at10: Ranking.recall(positives: positives, negatives: negatives, falseShare: 0.10),
            shipped: method.method == "words alone" ? pinned(group.rows, judged, \.isPinnedByWords) : shipped))
      }
    }
    let falsePins = groups.harmless.map { group in
      AssessmentMeasurement.FalsePins(
        source: group.name, pinned: pinned(group.rows, judged, \.isPinned),
        wordsOnly: pinned(group.rows, judged, \.isPinnedByWords), asked: pinned(group.rows, judged, \.wasAsked))
    }
    let own = tests.indices.filter { tests[$0].source == "own" }
    return AssessmentMeasurement(
      model: assessor.model.description, pool: groups.pool.count, otherPool: groups.otherPool.count,
      recalls: recalls, falsePins: falsePins, heads: heads(tests, judged),
      domain: Proportion(hits: own.count { judged[$0].domain == tests[$0].domain }, count: own.count),
      stakes: Proportion(hits: own.count { judged[$0].stakes == tests[$0].stakes }, count: own.count),
      asked: pinned(groups.mixture, judged, \.wasAsked))
  }

  private func pinned(_ rows: [Int], _ judged: [Judged], _ property: KeyPath<Judged, Bool>) -> Proportion {
    Proportion(hits: rows.count { judged[$0][keyPath: property] }, count: rows.count)
  }

  // What both stages said of a text, as a gateway would have had it.
  private struct Judged: Sendable {
    var words: HeadScores
    var encoded: HeadScores?
    /// What words settled lies beyond everything that the encoder says.
    var score: Double
    var isPinned: Bool
    var isPinnedByWords: Bool
    var wasAsked: Bool
    var domain: AssessmentHead?
    var stakes: String?
  }

  private func judge(_ texts: [LabelledText]) async -> [Judged] {
    let assessor = assessor
    let embedder = embedder
    let batches = stride(from: 0, to: texts.count, by: 32).map { Array(texts[$0..<min($0 + 32, texts.count)]) }
    return await Parallel.map(batches) { Self.judge($0, assessor, embedder) }.flatMap { $0 }
  }

  private static func judge(
    _ texts: [LabelledText], _ assessor: TextAssessor, _ embedder: (any TextEmbedder)?
  ) -> [Judged] {
    let parts = texts.map { [AssessedPart(role: .user, evidence: assessor.evidence(Array($0.text.utf8)))] }
    let readings = parts.map { assessor.read($0, encoder: embedder != nil) }
    let alone = parts.map { assessor.read($0, encoder: false).verdict }
    // The second stage is measured on all English texts, whether or not a gateway would have asked it.
    let gravest = parts.map { part in
      part[0].evidence.segments.max { $0.scores[AssessmentHead.grave] < $1.scores[AssessmentHead.grave] }
    }
    let vectors = embedder?.embed(gravest.map { $0?.bytes ?? [] })
    let asked = readings.flatMap(\.questions)
    var answers = (embedder?.embed(asked.map(\.bytes)) ?? [])[...]
    return texts.indices.map { index in
      let reading = readings[index]
      let words = gravest[index]?.scores ?? assessor.model.constants
      let encoded = vectors.flatMap { assessor.encodedScores($0[index], lexical: words) }
      var verdict = reading.verdict
      var score = Double(words[AssessmentHead.grave])
      let wasAsked = !reading.questions.isEmpty
      if wasAsked {
        verdict = assessor.settle(reading, embeddings: Array(answers.prefix(reading.questions.count)))
        answers = answers.dropFirst(reading.questions.count)
        score = Double(verdict.pinScoreMilli) / 1000
      } else if embedder != nil, verdict.stage == "lexical", words[AssessmentHead.english] > 0 {
        score = verdict.pinCertainty > .none ? 100 + score : -100 + score
      }
      return Judged(
        words: words, encoded: encoded, score: score, isPinned: verdict.pinCertainty > .none,
        isPinnedByWords: alone[index].pinCertainty > .none, wasAsked: wasAsked,
        domain: AssessmentHead.domains.first { $0.domain == verdict.domain }, stakes: verdict.stakes)
    }
  }

  private func baselines(_ training: [LabelledText], _ tests: [LabelledText]) async -> [JudgedTexts] {
    let lexical = assessor.lexical
    progress("fitting baselines on \(training.count) texts")
    let inputs = await Parallel.map(training) { TextInputs($0.text, lexical: lexical) }
    let testInputs = await Parallel.map(tests) { TextInputs($0.text, lexical: lexical) }
    let rows = Array(training.indices)
    var words = LexicalFit.Settings()
    words.usesSignals = false
    let grams = await LexicalFit.fit(rows, training, inputs, heads: [.grave], settings: words)
    var judged = [
      JudgedTexts(
        method: "n-grams alone", scores: grams.scores(testInputs).map { Double($0[AssessmentHead.grave]) }),
      JudgedTexts(
        method: "lexicon alone",
        scores: tests.map { text in
          Double(lexical.assess([TextPart(role: .user, bytes: Array(text.text.utf8))]).pinScoreMilli)
        }),
    ]
    guard let embedder else { return judged }
    progress("embedding \(training.count) texts for the baseline")
    let vectors = await Second.embed(training.map { Array($0.text.utf8) }, embedder)
    let testVectors = await Second.embed(tests.map { Array($0.text.utf8) }, embedder)
    var settings = EncodedFit.Settings()
    settings.embeddingOnly = true
    // The last input is the constant's place.
    let encoded = await EncodedFit.fit(
      rows, training, vectors.map { $0 + [1] }, heads: [.grave], settings: settings)
    judged.append(
      JudgedTexts(
        method: "encoder alone",
        scores: encoded.scores(testVectors.map { $0 + [1] }).map { Double($0[AssessmentHead.grave]) }))
    return judged
  }

  private func heads(_ tests: [LabelledText], _ judged: [Judged]) -> [AssessmentMeasurement.HeadQuality] {
    func quality(_ head: AssessmentHead, _ stage: String, _ score: (Judged) -> HeadScores?) -> AssessmentMeasurement
      .HeadQuality?
    {
      let rows = tests.indices.filter { row in
        tests[row].labels[head] != nil && score(judged[row]) != nil
          && (head == .difficulty || tests[row].source == "own") && (stage == "words" || tests[row].language == "en")
      }
      let labels = rows.map { tests[$0].labels[head] == true }
      guard labels.contains(true), labels.contains(false) else { return nil }
      let chances = rows.map { row in
        1 / (1 + exp(-Double((score(judged[row]) ?? HeadScores(repeating: 0))[head])))
      }
      return .init(
        head: head.name, stage: stage, count: rows.count,
        area: Ranking.areaUnderCurve(
          positives: zip(chances, labels).filter(\.1).map(\.0),
          negatives: zip(chances, labels).filter { !$0.1 }.map(\.0)),
        reliability: Reliability(chances, happened: labels))
    }
    return AssessmentHead.allCases.flatMap { head in
      [quality(head, "words") { $0.words }, head == .english ? nil : quality(head, "encoder") { $0.encoded }]
        .compactMap { $0 }
    }
  }
}
