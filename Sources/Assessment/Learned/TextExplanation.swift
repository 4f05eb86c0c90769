/// Why a text was judged as it was.
public struct TextExplanation: Sendable {
  /// A word of the text, or two characters of a script without spaces.
  public struct Word: Sendable {
    public var text: String
    /// By how much the log-odds of grave stakes fall when the word is left out.
    public var share: Float
  }

  /// A sentence of the model that is like the text.
  public struct Neighbour: Sendable {
    public var prototype: ModelDescription.Prototype
    /// The cosine of the two embeddings.
    public var similarity: Float
  }

  public var verdict: TextVerdict
  /// The stretch of the text that scored highest, without disguises; the rest of the explanation is about it.
  public var stretch: String
  /// How many stretches the text was judged by.
  public var stretches: Int
  /// What words said of the stretch.
  public var lexical: HeadScores
  /// What the second stage said of it, where it was asked.
  public var encoded: HeadScores?
  /// In the order of the text; at most `mostWords` of them.
  public var words: [Word]
  /// The lexicon's terms in the stretch, weightiest first.
  public var findings: [LexicalAssessor.Finding]
  /// The most similar sentences first; empty without an encoder.
  public var neighbours: [Neighbour]

  /// Each word costs a judgement of the whole stretch.
  public static let mostWords = 200
}

extension TextAssessor {
  /// Explains the verdict on one message of a user. With an embedder both stages judge, as in a gateway that has one.
  public func explain(_ text: [UInt8], embedder: (any TextEmbedder)?) -> TextExplanation {
    let parts = [AssessedPart(role: .user, evidence: evidence(text))]
    let reading = read(parts, encoder: embedder != nil)
    var verdict = reading.verdict
    if let embedder, !reading.questions.isEmpty {
      verdict = settle(reading, embeddings: embedder.embed(reading.questions.map(\.bytes)))
    }
    let segments = parts[0].evidence.segments
    let gravest = segments.max { $0.scores[.grave] < $1.scores[.grave] }
    let stretch = gravest?.bytes ?? []
    let lexical = gravest?.scores ?? model.constants
    let embedding = embedder?.embed([stretch]).first
    let wasAsked = verdict.stage == "encoder"
    return TextExplanation(
      verdict: verdict, stretch: String(decoding: stretch, as: UTF8.self), stretches: segments.count, lexical: lexical,
      encoded: wasAsked ? embedding.flatMap { encodedScores($0, lexical: lexical) } : nil,
      words: words(of: stretch, embedder: wasAsked ? embedder : nil),
      findings: self.lexical.explain([TextPart(role: .user, bytes: stretch)]),
      neighbours: embedding.map(neighbours) ?? [])
  }

  // Each word is left out once and the rest judged by the stage that judged the whole.
  private func words(of stretch: [UInt8], embedder: (any TextEmbedder)?) -> [TextExplanation.Word] {
    let ranges = Self.words(stretch).prefix(TextExplanation.mostWords)
    let texts = [stretch] + ranges.map { Array(stretch[..<$0.lowerBound] + stretch[$0.upperBound...]) }
    let lexical = texts.map { scores($0.span).0 }
    var grave = lexical.map { $0[AssessmentHead.grave] }
    if let embedder {
      for (index, embedding) in embedder.embed(texts).enumerated() {
        grave[index] = encodedScores(embedding, lexical: lexical[index])?[AssessmentHead.grave] ?? grave[index]
      }
    }
    return zip(ranges, grave.dropFirst()).map { range, rest in
      .init(text: String(decoding: stretch[range], as: UTF8.self), share: grave[0] - rest)
    }
  }

  private func neighbours(_ embedding: [Float]) -> [TextExplanation.Neighbour] {
    zip(model.description.prototypes, model.prototypes)
      .map { .init(prototype: $0, similarity: EncodedInputs.similarity(embedding, $1)) }
      .sorted { $0.similarity > $1.similarity }
  }

  /// Ranges of UTF-8 between blanks; of scripts without spaces, runs of two characters.
  static func words(_ bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var index = 0
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    while index < bytes.count {
      if isBlank(bytes[index]) {
        if index > start { ranges.append(start..<index) }
        index += 1
        start = index
      } else if bytes[index] >= 0xE3, index + 3 <= bytes.count {
        if index > start { ranges.append(start..<index) }
        let end = index + 6 <= bytes.count && bytes[index + 3] >= 0xE3 ? index + 6 : index + 3
        ranges.append(index..<end)
        index = end
        start = end
      } else {
        index += 1
      }
    }
    if index > start { ranges.append(start..<index) }
    return ranges
  }
}
