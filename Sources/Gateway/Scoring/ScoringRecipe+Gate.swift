import Catalog
import Patterns
import Policy
import Scoring

extension ScoringRecipe {
  /// The recipe that a gate of the policy prescribes.
  init(_ gate: Policy.Gate, catalog: Catalog) throws(ScoringError) {
    var checks: [Check] = []
    for (index, check) in gate.checks.enumerated() {
      if let check = try Self.check(check, id: "\(index + 1):\(check)") { checks.append(check) }
    }
    let comparesCalls = gate.checks.contains(.tools)
    let identity = comparesCalls || gate.checks.contains(.identical)
    let rubric =
      gate.rubric.isEmpty
      ? nil
      : try JudgeRubric(
        gate.rubric.enumerated().map { JudgeRubric.Criterion(id: "c\($0.offset + 1)", text: $0.element) })
    let judge = gate.judge.map { name in
      JudgeSettings(
        model: name, family: ModelFamily(labs: [Self.lab(name, catalog)]),
        hiddenNames: [gate.incumbent, gate.challenger].flatMap { Self.names($0, catalog) })
    }
    try self.init(
      identity: identity ? IdentityRule(ignoresTextBesideCalls: comparesCalls) : nil, checks: checks, rubric: rubric,
      judge: judge)
    try requireThirdFamily(
      incumbent: ModelFamily(labs: [Self.lab(gate.incumbent, catalog)]),
      challenger: ModelFamily(labs: [Self.lab(gate.challenger, catalog)]))
  }

  private static func check(_ check: Policy.Gate.Check, id: String) throws(ScoringError) -> Check? {
    switch check {
    case .identical: nil
    // Requests without a schema, and answers without calls, are no reason to ask a judge.
    case .schema: Check(id, .schema(SchemaCheck()), isRequired: false)
    case .tools: Check(id, .toolCalls(ToolCallMatch(ordersCalls: true)), isRequired: false)
    case .regex(let source): Check(id, .pattern(PatternCheck(must: [try pattern(source)])))
    case .command(let arguments, let limit):
      Check(id, .command(try CommandHook(argv: arguments, timeout: .milliseconds(limit))))
    }
  }

  private static func pattern(_ source: String) throws(ScoringError) -> Pattern {
    do throws(PatternError) { return try Pattern(source) } catch {
      throw ScoringError(.invalidCheck, error.message, place: error.position.map { "character \($0) of regex" })
    }
  }

  private static func model(_ name: String, _ catalog: Catalog) -> Model? {
    catalog.offerNumbers(named: name).first.flatMap { catalog.model(catalog.offers[$0].model) }
  }

  private static func lab(_ name: String, _ catalog: Catalog) -> String { model(name, catalog)?.lab ?? "" }

  private static func names(_ name: String, _ catalog: Catalog) -> [String] {
    guard let model = model(name, catalog) else { return [name] }
    return [model.name, model.shortName] + model.aliases
  }
}
