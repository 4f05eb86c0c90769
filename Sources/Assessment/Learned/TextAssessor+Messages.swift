extension TextAssessor {
  /// Judges texts one by one, each as a user's only message. With an embedder both stages judge, as in a gateway that
  /// has one, and all that words leave unsure is embedded in one go.
  public func assess(messages: [[UInt8]], embedder: (any TextEmbedder)?) -> [TextVerdict] {
    let readings = messages.map {
      read([AssessedPart(role: .user, evidence: evidence($0))], encoder: embedder != nil)
    }
    var embeddings = (embedder?.embed(readings.flatMap(\.questions).map(\.bytes)) ?? [])[...]
    return readings.map { reading in
      guard !reading.questions.isEmpty else { return reading.verdict }
      defer { embeddings = embeddings.dropFirst(reading.questions.count) }
      return settle(reading, embeddings: Array(embeddings.prefix(reading.questions.count)))
    }
  }
}
