internal import Dialects

extension JudgeVerdict {
  /// Reads a judge's reply; text around the object is passed over, a second object with a verdict is not.
  public static func read(
    _ call: JudgeCall, rubric: JudgeRubric, limits: ScoringLimits = .standard
  ) throws(JudgeError) -> JudgeVerdict {
    switch call {
    case .timedOut: throw .timedOut
    case .failed(let reason): throw .failed(reason)
    case .answered(let answer):
      if answer.isDeclaredRefusal { throw .refused("by the provider's own sign") }
      let objects = EmbeddedJSON.objects(in: answer.text, limits).filter { $0["verdict"] != nil }
      guard let object = objects.first else {
        if let phrase = RefusalCheck().phrase(in: answer.text) { throw .refused("'\(phrase)'") }
        let isCut = answer.finish == .length
        throw .notInForm(isCut ? "it was cut off before a verdict" : "it holds no JSON object with a verdict")
      }
      // A judge that quotes an answer may quote a verdict that the answer holds; which one is its own cannot be told.
      guard objects.count == 1 else { throw .notInForm("it holds \(objects.count) verdicts") }
      return try read(object, rubric: rubric)
    }
  }

  private static func read(_ object: JSONValue, rubric: JudgeRubric) throws(JudgeError) -> JudgeVerdict {
    let names = (object.object ?? []).map(\.0)
    guard Set(names).count == names.count else { throw .notInForm("a member is given twice") }
    guard let word = object["verdict"]?.string,
      let preference = Preference(rawValue: word.trimmedWhiteSpace.lowercased())
    else { throw .notInForm("the verdict is none of A, B and tie") }
    guard let reasons = object["reasons"]?.string, !reasons.trimmedWhiteSpace.isEmpty else {
      throw .notInForm("it gives no reasons")
    }
    var marks: [Mark] = []
    for element in object["criteria"]?.array ?? [] {
      guard let id = element["id"]?.string, let a = mark(element, "a"), let b = mark(element, "b") else {
        throw .notInForm("a criterion is not of the form {\"id\":…,\"a\":true,\"b\":false}")
      }
      guard rubric.ids.contains(id) else { throw .outOfRubric("'\(id.prefix(60))' is no criterion") }
      guard !marks.contains(where: { $0.criterion == id }) else { throw .outOfRubric("'\(id)' is judged twice") }
      marks.append(Mark(criterion: id, a: a, b: b))
    }
    guard marks.count == rubric.criteria.count else {
      throw .outOfRubric("\(marks.count) of \(rubric.criteria.count) criteria are judged")
    }
    let verdict = JudgeVerdict(preference: preference, marks: marks, reasons: String(reasons.prefix(2000)))
    if let contradiction = verdict.contradiction { throw .outOfRubric(contradiction) }
    return verdict
  }

  private static func mark(_ element: JSONValue, _ name: String) -> Bool? {
    element[name]?.bool ?? element[name.uppercased()]?.bool
  }

  /// How the verdict contradicts the criteria: the answer it prefers does worse in one and better in none.
  private var contradiction: String? {
    let onlyA = marks.contains { $0.a && !$0.b }
    let onlyB = marks.contains { $0.b && !$0.a }
    switch preference {
    case .a where onlyB && !onlyA: return "it prefers A, which is worse in a criterion and better in none"
    case .b where onlyA && !onlyB: return "it prefers B, which is worse in a criterion and better in none"
    default: return nil
    }
  }
}
