/// A policy with one gate for each use case.
enum TrialPolicy {
  static let incumbent = "openai/gpt-4.1"
  static let challenger = "deepseek/deepseek-v4-pro"
  static let judge = "anthropic/claude-haiku-4-5"
  static let providers = ["openai", "anthropic", "deepseek"]

  static func text(_ cases: [TrialCase], _ options: GateTrial.Options) -> String {
    let useCases = cases.map {
      "  - {id: \($0.name), title: Use case \($0.number), stakes: low, class: hybrid, order: price, "
        + "max_output_tokens: 64, expected_output_tokens: 16}"
    }
    let gates = cases.map { entry in
      let scores =
        entry.scoring == .judge
        ? "judge: \(judge), rubric: [Answers the question, Is right, Is short], checks: [identical]"
        : #"checks: [identical, {regex: "good"}]"#
      return
        "  - {use_case: \(entry.name), incumbent: \(incumbent), challenger: \(challenger), margin: \(options.margin), "
        + "error: \(options.error), pairs: {minimum: 50, maximum: \(options.mostPairs)}, share: 1, audit: 1, \(scores)}"
    }
    return """
      fallback_use_case: \(cases.first?.name ?? "uc0")
      use_cases:
      \(useCases.joined(separator: "\n"))
      gates:
      \(gates.joined(separator: "\n"))
      """
  }
}
