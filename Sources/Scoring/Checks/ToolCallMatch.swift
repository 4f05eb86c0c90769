internal import Dialects

/// Calls of tools are right: well formed, of a tool that was offered, and those of the reference where there is one.
public struct ToolCallMatch: Sendable, Hashable {
  /// Whether calls must come in the reference's order.
  public var ordersCalls: Bool
  /// How arguments are compared.
  public var arguments: JSONComparison
  /// Arguments that may differ, such as free text.
  public var ignoredArguments: Set<String>

  /// A match; by default the order of calls does not count and arguments are equal as JSON.
  public init(
    ordersCalls: Bool = false, arguments: JSONComparison = JSONComparison(), ignoredArguments: Set<String> = []
  ) {
    self.ordersCalls = ordersCalls
    self.arguments = arguments
    self.ignoredArguments = ignoredArguments
  }

  func verdict(_ answer: Answer, _ task: ScoringTask, _ limits: ScoringLimits) -> CheckVerdict {
    for call in answer.toolCalls {
      if let verdict = malformed(call, task, limits) { return verdict }
    }
    guard let wanted = task.referenceCalls else {
      return answer.toolCalls.isEmpty || task.tools.isEmpty
        ? .abstain("there are no reference calls") : .abstain("the calls are valid; there are none to compare with")
    }
    if agree(answer.toolCalls, wanted) { return .pass }
    let names = (answer.toolCalls.map(\.name), wanted.map(\.name))
    if names.0.sorted() != names.1.sorted() {
      return .fail("calls \(Self.list(names.0)) instead of \(Self.list(names.1))")
    }
    return .fail("calls \(Self.list(names.0)) with other arguments or in another order")
  }

  /// Whether two lists of calls are the same.
  func agree(_ left: [ToolCall], _ right: [ToolCall]) -> Bool {
    guard left.count == right.count else { return false }
    var (one, two) = (left.map(form), right.map(form))
    if !ordersCalls {
      one.sort()
      two.sort()
    }
    return one == two
  }

  private func form(_ call: ToolCall) -> String {
    var value = call.arguments
    if !ignoredArguments.isEmpty, let members = value.object {
      value = .object(members.filter { !ignoredArguments.contains($0.0) })
    }
    return call.name + "\u{0}" + String(decoding: value.canonical(arguments), as: UTF8.self)
  }

  private func malformed(_ call: ToolCall, _ task: ScoringTask, _ limits: ScoringLimits) -> CheckVerdict? {
    guard call.isWellFormed else { return .fail("calls '\(call.name)' with arguments that are no JSON object") }
    guard let schema = task.tools[call.name] else { return nil }
    switch schema.validate(call.arguments, steps: limits.schemaSteps) {
    case .valid: return nil
    case .undecided(let reason): return .abstain(reason)
    case .invalid(let violation):
      return .fail("calls '\(call.name)' with wrong arguments at '\(violation.path)': \(violation.message)")
    }
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "nothing" : names.map { "'\($0.prefix(64))'" }.joined(separator: ", ")
  }
}
