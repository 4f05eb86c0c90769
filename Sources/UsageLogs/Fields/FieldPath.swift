/// A way through a record, as text: `usage.input`, `data[].model`, `attributes<gen_ai.system>`.
enum FieldPath {
  /// A key on the way, and how its value is entered.
  struct Step: Equatable {
    var name: String
    var child: FieldTree.Child
  }

  /// The steps of a path; a name in angle brackets may hold dots.
  static func steps(_ path: String) -> [Step] {
    var steps: [Step] = []
    var name = ""
    var isInBrackets = false
    for character in path {
      switch character {
      case "<" where !isInBrackets:
        steps.append(Step(name: name, child: .attributes))
        name = ""
        isInBrackets = true
      case ">" where isInBrackets: isInBrackets = false
      case "." where !isInBrackets:
        let isList = name.hasSuffix("[]")
        steps.append(Step(name: isList ? String(name.dropLast(2)) : name, child: isList ? .items : .object))
        name = ""
      default: name.append(character)
      }
    }
    steps.append(Step(name: name, child: .none))
    return steps
  }
}
