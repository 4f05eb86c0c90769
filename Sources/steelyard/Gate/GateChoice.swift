import ArgumentParser
import Evidence
import Gateway
import Policy
import StrictYAML

/// A gate by its use case, or by its name where the use case has several.
struct GateChoice: ParsableArguments {
  @Option(help: "The use case.") var useCase: String?
  @Option(help: "A gate of the policy, by name or id; needed where the use case has several.") var gate: String?

  func validate() throws {
    if useCase == nil, gate == nil { throw ValidationError("name a use case with --use-case, or a gate with --gate") }
  }

  /// The use case that was named.
  func named(in policy: Policy) throws -> UseCase? {
    guard let useCase else { return nil }
    if let known = policy.useCase(named: useCase) { return known }
    let names = policy.useCases.flatMap { [$0.id] + $0.names }
    throw ValidationError("the policy has no use case '\(useCase)'\(Nearest.hint(useCase, among: names))")
  }

  /// The gate of the policy; nil when the use case has none.
  func entry(_ register: GateRegister, _ policy: Policy) throws -> GateRegister.Entry? {
    let known = try named(in: policy)
    if let gate {
      let entry = try register.required(gate)
      if let known, known.id != entry.terms.key.useCase {
        throw ValidationError("the gate '\(gate)' is for '\(entry.terms.key.useCase)', not for '\(known.id)'")
      }
      guard entry.gate != nil else {
        throw ValidationError("the gate '\(gate)' is of a version that is not in force; name one of the policy's")
      }
      return entry
    }
    let gates = register.entries.filter { $0.gate != nil && $0.gate?.useCase == known?.id }
    guard gates.count < 2 else {
      throw ValidationError(
        "'\(known?.id ?? "")' has \(gates.count) gates; name one with --gate: "
          + gates.map(\.terms.name).joined(separator: ", "))
    }
    if gates.isEmpty, let problem = register.problems.first(where: { $0.gate.hasPrefix("\(known?.id ?? "")") }),
      !problem.isRecord
    {
      throw ValidationError("the gate '\(problem.gate)' cannot be: \(problem.message)")
    }
    return gates.first
  }
}
