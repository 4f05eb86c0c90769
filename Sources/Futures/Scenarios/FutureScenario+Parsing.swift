extension FutureScenario {
  /// Reads `name` or `name(parameter=value, …)`.
  public init(parsing text: some StringProtocol) throws(ScenarioParseError) {
    let text = Self.trimmed(text)
    guard let open = text.firstIndex(of: "(") else {
      self.init(try Self.name(text))
      return
    }
    guard text.last == ")" else { throw ScenarioParseError(.malformed(text)) }
    self.init(try Self.name(Self.trimmed(text[..<open])))
    let inner = text[text.index(after: open)...].dropLast()
    guard !inner.contains(where: { $0 == "(" || $0 == ")" }) else { throw ScenarioParseError(.malformed(text)) }
    guard inner.contains(where: { !$0.isWhitespace }) else { return }
    var seen: Set<String> = []
    for part in inner.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map { Self.trimmed($0) }
      guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else {
        throw ScenarioParseError(.malformed(Self.trimmed(part)))
      }
      let (parameter, value) = (sides[0], sides[1])
      guard seen.insert(parameter).inserted else {
        throw ScenarioParseError(.parameterTwice, parameter: parameter, of: name)
      }
      let isNumber = name.parameters.first { $0.name == parameter }.map {
        if case .number = $0.domain { true } else { false }
      }
      guard isNumber == true else {
        try set(parameter, value)
        continue
      }
      guard let number = Self.number(value) else {
        throw ScenarioParseError(.notANumber(value), parameter: parameter, of: name)
      }
      try set(parameter, number)
    }
  }

  /// Reads several, separated by commas outside brackets; they hold together.
  public static func list(parsing text: some StringProtocol) throws(ScenarioParseError) -> [FutureScenario] {
    var parts = [""]
    var depth = 0
    for letter in text {
      depth += letter == "(" ? 1 : letter == ")" ? -1 : 0
      if letter == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(letter) }
      guard depth >= 0 else { throw ScenarioParseError(.malformed(String(text))) }
    }
    guard depth == 0 else { throw ScenarioParseError(.malformed(String(text))) }
    var scenarios: [FutureScenario] = []
    for part in parts {
      guard !trimmed(part).isEmpty else { throw ScenarioParseError(.malformed(String(text))) }
      scenarios.append(try FutureScenario(parsing: part))
    }
    _ = try ScenarioTerms(scenarios)
    return scenarios
  }

  private static func name(_ text: String) throws(ScenarioParseError) -> Name {
    guard let name = Name(rawValue: text) else { throw ScenarioParseError(.unknownScenario(text)) }
    return name
  }

  /// A decimal number as people write it; nil for anything else, also for what is not finite or hexadecimal.
  private static func number(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Double(text), value.isFinite
    else { return nil }
    return value
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return String(rest)
  }
}
