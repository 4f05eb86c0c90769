internal import Foundation

extension TextAssessor {
  /// Puts the evidence of a request's texts together. With `encoder`, what words leave unsure becomes questions.
  ///
  /// Stakes are those of the gravest stretch that anybody said, so what one turn of a conversation was found to be, all
  /// later ones are.
  public func read(_ parts: [AssessedPart], encoder: Bool) -> TextReading {
    let description = model.description
    var suspicion = Suspicion()
    var questions: [TextReading.Question] = []
    var readable = false
    var census = TextCensus()
    for part in parts {
      let discount = description.roles.of(part.role)
      census = census + part.evidence.census
      if part.role == .user || part.role == .system { readable = readable || part.evidence.census.isReadable }
      for segment in part.evidence.segments {
        let score = segment.scores[.grave] - discount
        let milli = Self.milli(score)
        let isEnglish = TextEvidence.isEnglish(segment.scores)
        if encoder, isEnglish, description.encoder != nil {
          if milli >= description.unsure.highMilli {
            suspicion.add(milli, description.unsure.highMilli, .certain) { pinned(segment.scores) }
          } else if milli >= description.unsure.lowMilli {
            questions.append(.init(bytes: segment.bytes, scores: segment.scores, discount: discount))
          } else {
            suspicion.add(milli, description.unsure.lowMilli, .none) { pinned(segment.scores) }
          }
          continue
        }
        let thresholds = isEnglish ? description.alone : description.otherLanguages
        suspicion.add(milli, thresholds) { pinned(segment.scores) }
      }
    }
    let stage = encoder || description.encoder == nil ? "lexical" : "lexical, no encoder"
    var verdict = overall(parts, stage: stage)
    // Nothing that can be read is no sign of harmlessness.
    if !readable { suspicion.add(1000, 0, .doubt) { Self.unreadable } }
    suspicion.write(to: &verdict)
    var doubtful = verdict
    if !questions.isEmpty, suspicion.certainty == .none {
      let gravest = questions.max { $0.scores[.grave] - $0.discount < $1.scores[.grave] - $1.discount }
      var doubt = Suspicion()
      if let gravest {
        doubt.add(
          Self.milli(gravest.scores[.grave] - gravest.discount), description.unsure.lowMilli, .doubt
        ) { pinned(gravest.scores) }
      }
      doubt.write(to: &doubtful)
      if questions.count > TextReading.mostQuestions { return TextReading(doubtful, doubtful, []) }
    } else {
      // Already pinned: nothing that an encoder could say would change that.
      questions = []
    }
    return TextReading(verdict, doubtful, questions)
  }

  /// The verdict of a reading once an encoder has embedded its questions, in their order.
  public func settle(_ reading: TextReading, embeddings: [[Float]]) -> TextVerdict {
    guard embeddings.count == reading.questions.count, !model.encoded.isEmpty else { return reading.doubtful }
    var suspicion = Suspicion()
    var verdict = reading.verdict
    for (question, embedding) in zip(reading.questions, embeddings) {
      guard let scores = encodedScores(embedding, lexical: question.scores) else { return reading.doubtful }
      let milli = Self.milli(scores[.grave] - question.discount)
      suspicion.add(milli, model.description.encoded) { pinned(scores) }
      verdict.difficultyMilli = max(verdict.difficultyMilli, Self.milli(scores[.difficulty]))
    }
    verdict.stage = "encoder"
    suspicion.write(to: &verdict)
    return verdict
  }

  /// The log-odds of the second stage; nil for an embedding of another length.
  public func encodedScores(_ embedding: [Float], lexical: HeadScores) -> HeadScores? {
    guard embedding.count == AssessmentModel.dimensions, !model.encoded.isEmpty else { return nil }
    let inputs = EncodedInputs.numbers(embedding, lexical: lexical, prototypes: model.prototypes)
    guard inputs.count == model.encoded.count else { return nil }
    return zip(inputs, model.encoded).reduce(HeadScores(repeating: 0)) { $0 + $1.1 * $1.0 }
  }

  /// The domain that a request without anything to read is pinned by.
  public static let unreadable = Domain(rawValue: "unreadable")

  // What the request is about: the last question most.
  private func overall(_ parts: [AssessedPart], stage: String) -> TextVerdict {
    let last = parts.lastIndex { $0.role == .user }
    let first = last.map { last in (parts[..<last].lastIndex { $0.role != .user } ?? -1) + 1 }
    var sum = HeadScores(repeating: 0)
    var total: Float = 0
    for (index, part) in parts.enumerated() {
      let isLast = first.map { $0 <= index } ?? false && index <= last ?? -1
      let weight: Float = isLast ? 1 : part.role == .user ? 0.3 : part.role == .system ? 0.3 : 0.1
      for segment in part.evidence.segments {
        sum += segment.scores * (weight / Float(part.evidence.segments.count))
        total += weight / Float(part.evidence.segments.count)
      }
    }
    let scores = total > 0 ? sum / total : model.constants
    let best = AssessmentHead.domains.max { scores[$0] < scores[$1] } ?? .general
    let milli = Self.milli(scores[best])
    let limits = model.description.domains
    let isRoutine = scores[.moderate] <= 0
    let certainty: Certainty =
      milli >= limits.certainMilli && (isRoutine || pinning.contains(best))
      ? .certain : milli >= limits.doubtMilli ? .doubt : .none
    var verdict = TextVerdict(
      domain: best.domain, certainty: certainty, scoreMilli: milli, stage: stage, version: version)
    verdict.difficultyMilli = Self.milli(scores[.difficulty])
    verdict.stakes = Self.stakes(scores)
    return verdict
  }

  private static func stakes(_ scores: HeadScores) -> String {
    if scores[.irrecoverable] > 0 { return "irrecoverable" }
    if scores[.grave] > 0 { return "high" }
    return scores[.moderate] > 0 ? "moderate" : "routine"
  }

  private func pinned(_ scores: HeadScores) -> Domain? {
    (pinning.max { scores[$0] < scores[$1] })?.domain
  }

  /// The probability of log-odds, in thousandths.
  static func milli(_ score: Float) -> Int {
    guard score.isFinite else { return 1000 }
    return Int((1000 / (1 + exp(-Double(score)))).rounded())
  }
}

extension TextReading {
  fileprivate init(_ verdict: TextVerdict, _ doubtful: TextVerdict, _ questions: [Question]) {
    self.init(verdict: verdict, doubtful: doubtful, questions: questions)
  }
}

/// The gravest of what was found so far.
private struct Suspicion {
  var certainty = Certainty.none
  var milli = 0
  var thresholdMilli = 0
  var domain: Domain?

  mutating func add(_ milli: Int, _ thresholds: ModelDescription.Thresholds, _ domain: () -> Domain?) {
    let certainty: Certainty =
      milli >= thresholds.certainMilli ? .certain : milli >= thresholds.doubtMilli ? .doubt : .none
    add(milli, thresholds.doubtMilli, certainty, domain)
  }

  /// `domain` is asked for only where it is kept.
  mutating func add(_ milli: Int, _ threshold: Int, _ certainty: Certainty, _ domain: () -> Domain?) {
    guard (self.certainty, self.milli) <= (certainty, milli) else { return }
    self.certainty = certainty
    self.milli = milli
    thresholdMilli = threshold
    self.domain = certainty > .none ? domain() : nil
  }

  func write(to verdict: inout TextVerdict) {
    verdict.pinScoreMilli = milli
    verdict.thresholdMilli = thresholdMilli
    verdict.pinCertainty = certainty
    verdict.pin = domain
  }
}
