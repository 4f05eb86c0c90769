import Assessment
import Foundation
import Testing

@Suite("Reading a conversation")
struct ReadingTests {
  private func reading(_ parts: [(TextPart.Role, String)], encoder: Bool = false) throws -> TextReading {
    let assessor = try ShippedModel.assessor.get()
    return assessor.read(
      parts.map { AssessedPart(role: $0.0, evidence: assessor.evidence(Array($0.1.utf8))) }, encoder: encoder)
  }

  private let grave = "I took forty paracetamol tablets last night and now my stomach hurts, what should I do?"

  @Test("what one turn was found to be, later turns are", arguments: [1, 3, 12])
  func ratchet(_ turns: Int) throws {
    var parts: [(TextPart.Role, String)] = [(.user, grave)]
    let alone = try reading(parts).verdict
    #expect(alone.pin == Domain(rawValue: "health"))
    for turn in 0..<turns {
      parts += [(.assistant, "Noted."), (.user, ["thanks", "and a recipe for pancakes please", "ok"][turn % 3])]
      let verdict = try reading(parts).verdict
      #expect(verdict.pin == Domain(rawValue: "health"))
      #expect(verdict.pinScoreMilli >= alone.pinScoreMilli)
      #expect(verdict.pinCertainty >= alone.pinCertainty)
    }
  }

  @Test("the same words count less in a document, a tool's result or a system prompt than from a user")
  func roles() throws {
    let ask = (TextPart.Role.user, "Summarise this in one line for the newsletter, please")
    let scores = try [TextPart.Role.user, .document, .system, .tool, .assistant].map { role in
      try reading([(role, grave), ask]).verdict.pinScoreMilli
    }
    for score in scores.dropFirst() { #expect(score < scores[0]) }
  }

  @Test("a verdict names stage, score, threshold and model")
  func provenance() throws {
    let verdict = try reading([(.user, grave)]).verdict
    #expect(verdict.stage == "lexical, no encoder")
    #expect(verdict.thresholdMilli > 0 && verdict.pinScoreMilli >= verdict.thresholdMilli)
    #expect(try verdict.version == ShippedModel.assessor.get().version)
    #expect(verdict.stakes == "irrecoverable" || verdict.stakes == "high")
    #expect(try reading([(.user, grave)], encoder: true).verdict.stage == "lexical")
  }

  @Test("where words are unsure, the doubtful verdict is pinned and an embedding settles it")
  func unsure() throws {
    let assessor = try ShippedModel.assessor.get()
    let texts = [
      "Is a text message valid as notice?", "My watch keeps telling me something about my heart rhythm",
      "can they just keep the money like that", "he has been sleepy since the party",
    ]
    let open = try texts.map { try reading([(.user, $0)], encoder: true) }.filter { !$0.questions.isEmpty }
    #expect(!open.isEmpty)
    for reading in open {
      #expect(reading.doubtful.pinCertainty == .doubt)
      #expect(reading.doubtful.pin != nil)
      // An embedding of a wrong length, or too few of them, leaves the doubt.
      #expect(assessor.settle(reading, embeddings: []) == reading.doubtful)
      #expect(assessor.settle(reading, embeddings: [[1, 2, 3]]) == reading.doubtful)
      let zeros = [Float](repeating: 0, count: AssessmentModel.dimensions)
      #expect(assessor.settle(reading, embeddings: [zeros]).stage == "encoder")
    }
  }

  @Test("many open stretches stay in doubt rather than cost many embeddings")
  func manyQuestions() throws {
    let unsure = "can they just keep the money like that, and is the paper I signed still worth anything now. "
    let parts = (0..<40).map { (TextPart.Role.user, "\($0) \(unsure)") }
    let reading = try reading(parts, encoder: true)
    #expect(reading.questions.count <= TextReading.mostQuestions)
    if reading.questions.isEmpty { #expect(reading.verdict.pinCertainty > .none) }
  }

  @Test("a long text's stretches cover it, in order, and none is long")
  func stretches() throws {
    let assessor = try ShippedModel.assessor.get()
    for text in [
      String(repeating: "a", count: 5000), String(repeating: "word ", count: 900),
      "東京都" + String(repeating: "字", count: 2000),
    ] {
      let evidence = assessor.evidence(Array(text.utf8))
      #expect(evidence.segments.flatMap(\.bytes) == Array(text.utf8))
      #expect(
        evidence.segments.allSatisfy { $0.bytes.count <= 640 && String(validating: $0.bytes, as: UTF8.self) != nil })
    }
  }

  @Test("an explanation names the word that carries the score, and leaves none of the text out")
  func explanation() throws {
    let assessor = try ShippedModel.assessor.get()
    let explanation = assessor.explain(Array("What is a safe dose of warfarin?".utf8), embedder: nil)
    #expect(explanation.verdict.pin == Domain(rawValue: "health"))
    let words = explanation.words.map(\.text)
    #expect(words == ["What", "is", "a", "safe", "dose", "of", "warfarin?"])
    let heaviest = explanation.words.max { $0.share < $1.share }
    #expect(["dose", "warfarin?"].contains(heaviest?.text))
    #expect(explanation.findings.contains { $0.domain.rawValue == "health" })
    #expect(assessor.explain([], embedder: nil).words.isEmpty)
    let chinese = assessor.explain(Array("孩子发烧怎么办".utf8), embedder: nil)
    #expect(chinese.words.map(\.text).joined() == "孩子发烧怎么办")
  }
}
