import Assessment
import Foundation
import StrictYAML
import Testing

@testable import AssessmentTraining

@Suite("Training a model")
struct TrainingTests {
  /// A small encoder of letters, so that the second stage is trained without the real one's files.
  struct Letters: TextEmbedder {
    var name: String { "letters" }

    func embed(_ texts: [[UInt8]]) -> [[Float]] {
      texts.map { text in
        var counts = [Float](repeating: 0.01, count: AssessmentModel.dimensions)
        for (first, second) in zip(text, text.dropFirst()) {
          counts[(Int(first) * 31 + Int(second)) % counts.count] += 1
        }
        let length = counts.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return counts.map { $0 / length }
      }
    }
  }

  private static let lexicon = Result {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appending(path: "Sources/Defaults/files/lexicon.yaml")
    return try Lexicon.load(text: String(contentsOf: file, encoding: .utf8), file: "lexicon.yaml")
  }

  private func few() throws -> [LabelledText] {
    try OwnPrompts.load(OwnPromptsTests.folder).enumerated().filter { $0.offset % 6 == 0 }.map(\.element)
  }

  private func train(_ texts: [LabelledText], encoder: Bool = true) async throws -> AssessmentModel {
    await Trainer(
      settings: .init(version: "test", seed: 7), lexicon: try Self.lexicon.get(), embedder: encoder ? Letters() : nil
    ) { _ in }
    .train(texts)
  }

  @Test("the same data and seed give the same bytes, and a file gives the model back")
  func deterministic() async throws {
    let texts = try few()
    let model = try await train(texts)
    let bytes = try model.fileBytes()
    #expect(try await train(texts).fileBytes() == bytes)
    #expect(try AssessmentModel(fileBytes: bytes).fileBytes() == bytes)
    #expect(model.description.encoder == "letters")
    #expect(model.prototypes.count == model.description.prototypes.count)
  }

  @Test("texts that are for testing are not learned from")
  func unseen() async throws {
    var texts = try few()
    let model = try await train(texts, encoder: false)
    for index in texts.indices where texts[index].isTest {
      texts[index].text = "changed \(index)"
      texts[index].labels[.grave] = true
    }
    #expect(try await train(texts, encoder: false).fileBytes() == model.fileBytes())
    #expect(model.description.encoder == nil)
  }

  @Test("a model of a sixth of our prompts ranks grave texts above harmless ones that it has not seen")
  func learns() async throws {
    let texts = try few()
    let assessor = TextAssessor(
      model: try await train(texts, encoder: false), lexical: LexicalAssessor(lexicon: try Self.lexicon.get()))
    let measured = await Evaluation(assessor: assessor, embedder: nil) { _ in }.measure(texts, baselines: false)
    let recall = try #require(measured.recalls.first { $0.source == "own, all plain, English" })
    #expect(recall.area ?? 0 > 0.7)
    #expect(recall.count == texts.count { $0.isTest && $0.isGrave == true && $0.kind == .plain && $0.language == "en" })
  }
}

@Suite("Thresholds")
struct ThresholdTests {
  @Test("a threshold lets no more than the allowed share of harmless texts reach it", arguments: [0.01, 0.05, 0.5])
  func share(_ allowed: Double) {
    let scores = (0..<200).map { $0 * 5 }
    let threshold = ThresholdChoice.threshold(scores, falsePins: allowed)
    #expect(ThresholdChoice.share(scores, atLeast: threshold) <= allowed)
    #expect(ThresholdChoice.share(scores, atLeast: threshold - 10) > allowed)
  }

  @Test("nothing to set it on gives the middle, and look-alikes may raise it")
  func edges() {
    #expect(ThresholdChoice.threshold([], falsePins: 0.05) == 500)
    let calm = [Int](repeating: 10, count: 100)
    let alone = ThresholdChoice.thresholds(harmless: calm, lookalikes: [], goals: .init(), setOn: "")
    let raised = ThresholdChoice.thresholds(
      harmless: calm, lookalikes: [Int](repeating: 700, count: 50), goals: .init(), setOn: "")
    #expect(alone.doubtMilli < 700 && raised.doubtMilli > 700)
    #expect(raised.certainMilli >= raised.doubtMilli)
  }

  @Test("misspelling changes few words, keeps short ones, and is the same for the same seed")
  func typos() throws {
    let texts = try OwnPrompts.load(OwnPromptsTests.folder)
    let copies = Typos.copies(texts, seed: 1)
    #expect(copies.map(\.text) == Typos.copies(texts, seed: 1).map(\.text))
    #expect(copies.map(\.text) != Typos.copies(texts, seed: 2).map(\.text))
    #expect(!copies.contains { $0.isTest })
    #expect(copies.count > texts.count / 4)
  }
}
