/// The inputs of the second stage: the embedding, the most similar prototype of each group, what words said, and 1.
public enum EncodedInputs {
  /// The log-odds of the first stage count no more beyond this.
  static let clip: Float = 6

  /// The numbers for one text.
  public static func numbers(_ embedding: [Float], lexical: HeadScores, model: AssessmentModel) -> [Float] {
    numbers(
      embedding, lexical: lexical, groups: model.description.prototypes.map(\.group), prototypes: model.prototypes)
  }

  /// The same before there is a model; `groups` names the group of each prototype.
  public static func numbers(
    _ embedding: [Float], lexical: HeadScores, groups: [String], prototypes: [[Float]]
  ) -> [Float] {
    var nearest: [String: Float] = [:]
    for (group, prototype) in zip(groups, prototypes) {
      nearest[group] = max(nearest[group] ?? -1, similarity(embedding, prototype))
    }
    return embedding + Set(groups).sorted().map { nearest[$0] ?? 0 }
      + AssessmentHead.allCases.map { min(max(lexical[$0], -clip), clip) / clip } + [1]
  }

  /// The cosine of two vectors of length 1.
  public static func similarity(_ left: [Float], _ right: [Float]) -> Float {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
