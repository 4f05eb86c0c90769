/// What a judge said in one order.
public struct JudgeVerdict: Sendable, Hashable {
  /// The better answer.
  public enum Preference: String, Sendable, Hashable, CaseIterable { case a, b, tie }

  /// Whether a criterion holds of each answer.
  public struct Mark: Sendable, Hashable {
    /// The id of the criterion.
    public var criterion: String
    /// Whether it holds of A.
    public var a: Bool
    /// Whether it holds of B.
    public var b: Bool
  }

  /// The better answer, in the judge's view.
  public var preference: Preference
  /// One mark for each criterion of the rubric.
  public var marks: [Mark]
  /// The judge's own words.
  public var reasons: String

  /// +1 if the challenger is better, −1 if the incumbent is, in the order in which they were shown.
  public func score(_ order: ShownOrder) -> Int {
    switch (preference, order) {
    case (.tie, _): 0
    case (.a, .challengerFirst), (.b, .incumbentFirst): 1
    case (.b, .challengerFirst), (.a, .incumbentFirst): -1
    }
  }
}

/// Why a judge's reply cannot be used.
public enum JudgeError: Error, Sendable, Hashable {
  /// It is not one JSON object in the form.
  case notInForm(String)
  /// It is in the form, and not about the rubric's criteria, or its verdict contradicts them.
  case outOfRubric(String)
  case refused(String)
  case timedOut
  case failed(String)

  /// Whether asking once more may help.
  public var isWorthRetrying: Bool {
    switch self {
    case .notInForm, .outOfRubric: true
    case .refused, .timedOut, .failed: false
    }
  }

  /// What went wrong, in a sentence.
  public var message: String {
    switch self {
    case .notInForm(let reason): "the judge's reply is not in the form: \(reason)"
    case .outOfRubric(let reason): "the judge's reply does not follow the rubric: \(reason)"
    case .refused(let reason): "the judge refused: \(reason)"
    case .timedOut: "the judge did not answer in time"
    case .failed(let reason): "the judge could not be asked: \(reason)"
    }
  }
}
