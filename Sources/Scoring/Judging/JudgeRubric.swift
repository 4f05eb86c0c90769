/// What makes an answer of a use case good: three to five questions that have yes or no for an answer.
public struct JudgeRubric: Sendable, Hashable {
  /// One question.
  public struct Criterion: Sendable, Hashable {
    /// Its name in replies and reports: ASCII letters, digits, `-` and `_`.
    public var id: String
    /// What must hold of an answer, quoted from the use case.
    public var text: String

    /// A criterion.
    public init(id: String, text: String) {
      self.id = id
      self.text = text
    }
  }

  /// The questions.
  public let criteria: [Criterion]

  /// A rubric; throws unless it has three to five criteria with ids of their own and a text of up to 600 characters.
  public init(_ criteria: [Criterion]) throws(ScoringError) {
    guard 3...5 ~= criteria.count else {
      throw ScoringError(
        .invalidRubric, "has \(criteria.count) criteria; a judge needs three to five that can be answered by yes or no",
        place: "rubric.criteria")
    }
    var ids: Set<String> = []
    for (index, criterion) in criteria.enumerated() {
      let place = "rubric.criteria[\(index)]"
      guard 1...40 ~= criterion.id.utf8.count,
        criterion.id.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) })
      else {
        throw ScoringError(
          .invalidRubric, "an id has 1 to 40 letters, digits, '-' or '_', not '\(criterion.id.prefix(60))'",
          place: place)
      }
      guard ids.insert(criterion.id).inserted else {
        throw ScoringError(.invalidRubric, "the id '\(criterion.id)' is given twice", place: place)
      }
      guard !criterion.text.trimmedWhiteSpace.isEmpty, criterion.text.count <= 600 else {
        throw ScoringError(.invalidRubric, "the text must have 1 to 600 characters", place: place)
      }
    }
    self.criteria = criteria
  }

  /// The ids of all criteria.
  public var ids: Set<String> { Set(criteria.map(\.id)) }
}
