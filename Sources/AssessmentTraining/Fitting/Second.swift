import Assessment

/// The second stage: what embeddings and prototypes add to the words' scores.
struct Second {
  /// Rows of weights for the model.
  var rows: [HeadScores]
  /// Embeddings of the prototypes.
  var prototypes: [[Float]]
  /// Calibrated scores of each text by a model that has not seen it.
  var held: [HeadScores]

  /// What the second stage says of a text; the encoder cannot tell which language it is.
  private static let heads = AssessmentHead.allCases.filter { $0 != .english }

  /// Fits the stage on English texts; `words` are the first stage's scores of texts it had not seen, `prototypes` the
  /// numbers of texts that others are compared with.
  static func fit(
    _ texts: [LabelledText], words: [HeadScores], embedder: any TextEmbedder,
    prototypes: [Int], progress: @Sendable (String) -> Void
  ) async -> Second {
    let english = texts.indices.filter { texts[$0].language == "en" }
    progress("embedding \(english.count) English texts")
    let vectors = await embed(english.map { Array(texts[$0].text.utf8) }, embedder)
    let places = Dictionary(uniqueKeysWithValues: zip(english, vectors.indices))
    let examples = prototypes.compactMap { places[$0].map { vectors[$0] } }
    var inputs = [[Float]](repeating: [], count: texts.count)
    for (row, vector) in zip(english, vectors) {
      // Words tell exam questions and articles from small talk nearly always; how far they tell what people write can be
      // learned from what people write alone.
      let lexical = texts[row].source == "own" ? words[row] : HeadScores(repeating: 0)
      inputs[row] = EncodedInputs.numbers(vector, lexical: lexical, prototypes: examples)
    }
    var held = [HeadScores](repeating: HeadScores(repeating: 0), count: texts.count)
    for fold in 0..<LabelledText.folds {
      progress("fitting embeddings, part \(fold + 1) of \(LabelledText.folds) held out")
      let fit = await EncodedFit.fit(english.filter { texts[$0].fold != fold }, texts, inputs, heads: heads)
      let part = english.filter { texts[$0].fold == fold }
      for (row, scores) in zip(part, fit.scores(part.map { inputs[$0] })) { held[row] = scores }
    }
    progress("fitting embeddings on all texts")
    let fit = await EncodedFit.fit(english, texts, inputs, heads: heads)
    var rows = fit.rows()
    for head in heads {
      let known = english.filter {
        texts[$0].labels[head] != nil && (head == .difficulty || texts[$0].source == "own")
      }
      let line = Calibration.fit(
        known.map { Double(held[$0][head]) }, labels: known.map { texts[$0].labels[head] == true },
        weights: known.map { _ in 1 })
      for row in rows.indices { rows[row][head] *= Float(line.slope) }
      if let last = rows.indices.last { rows[last][head] += Float(line.shift) }
      for row in english { held[row][head] = Float(line(Double(held[row][head]))) }
    }
    return Second(rows: rows, prototypes: examples, held: held)
  }

  /// Embeds on all cores, a batch at a time.
  static func embed(_ texts: [[UInt8]], _ embedder: any TextEmbedder) async -> [[Float]] {
    let batches = stride(from: 0, to: texts.count, by: 32).map { Array(texts[$0..<min($0 + 32, texts.count)]) }
    return await Parallel.map(batches) { embedder.embed($0) }.flatMap { $0 }
  }
}
