import ArgumentParser
import Catalog
import Gateway
import Policy

/// Models and scores to try in place of a gate's own.
struct EvalOverrides: ParsableArguments {
  @Option(help: "Another incumbent: a model or an offer.") var incumbent: String?
  @Option(help: "Another challenger: a model or an offer.") var challenger: String?
  @Option(help: "Another judge: a model or an offer of a maker that made neither side.") var judge: String?
  @Option(help: "A criterion for the judge in place of the gate's; give three to five.") var criterion: [String] = []
  @Option(help: "An expression that a right answer matches; may be repeated.") var regex: [String] = []

  /// Whether anything differs from the policy's gate.
  var isGiven: Bool {
    incumbent != nil || challenger != nil || judge != nil || !criterion.isEmpty || !regex.isEmpty
  }

  /// The criteria of a judge for whom nobody wrote any.
  static let usualCriteria = [
    "Answers what was asked", "Says nothing that is wrong or that the request does not support",
    "Is complete and no longer than it needs to be",
  ]

  /// The policy's gate with what was given in its place, or one made of what was given alone.
  func gate(_ choice: GateChoice, _ register: GateRegister, _ snapshot: Snapshot) throws -> Policy.Gate {
    for name in [incumbent, challenger, judge].compactMap({ $0 }) { _ = try snapshot.catalog.offers(named: name) }
    guard var gate = try choice.entry(register, snapshot.policy)?.gate else {
      return try made(choice.named(in: snapshot.policy))
    }
    if let incumbent { gate.incumbent = incumbent }
    if let challenger { gate.challenger = challenger }
    if let judge { gate.judge = judge }
    if !criterion.isEmpty { gate.rubric = criterion }
    gate.checks += regex.map { .regex($0) }
    if gate.judge != nil, gate.rubric.isEmpty { gate.rubric = Self.usualCriteria }
    return gate
  }

  private func made(_ useCase: UseCase?) throws -> Policy.Gate {
    guard let useCase, let incumbent, let challenger, judge != nil || !regex.isEmpty else {
      throw ValidationError(
        "the policy has no gate for '\(useCase?.id ?? "")'; name --incumbent, --challenger, and --judge or --regex, or "
          + "write a gate under 'gates:'")
    }
    let margins: [Stakes: (margin: Int, error: Int)] = [
      .low: (100_000, 50_000), .routine: (50_000, 50_000), .moderate: (30_000, 20_000),
    ]
    let demanded = margins[useCase.stakes] ?? (30_000, 10_000)
    return Policy.Gate(
      useCase: useCase.id, incumbent: incumbent, challenger: challenger, judge: judge, marginPPM: demanded.margin,
      errorPPM: demanded.error, checks: [.identical, .schema] + regex.map { .regex($0) },
      rubric: judge == nil ? [] : criterion.isEmpty ? Self.usualCriteria : criterion)
  }
}
