import ArgumentParser
import Catalog
import Evidence
import Gateway
import Policy
import Routing

/// What is calibrated: one signal of a use case's cascade, on answers of one challenger.
struct CascadeSubject {
  let useCase: UseCase
  let cascade: Policy.Cascade
  let signal: Policy.Cascade.Signal
  /// Who answers, and how answers are scored.
  let gate: Policy.Gate

  init(_ command: CascadeCalibrateCommand, _ register: GateRegister, _ snapshot: Snapshot) throws {
    let entry = try command.choice.entry(register, snapshot.policy)
    let named = try command.choice.named(in: snapshot.policy)
    guard let useCase = named ?? entry.flatMap({ snapshot.policy.useCase(named: $0.terms.key.useCase) }) else {
      throw ValidationError("name a use case with --use-case, or a gate with --gate")
    }
    self.useCase = useCase
    guard let cascade = useCase.cascade else {
      throw ValidationError(
        "'\(useCase.id)' has no cascade; write one into the policy, with any threshold at first, such as cascade: "
          + "{signals: [schema, refusal, {agreement: {samples: 3, threshold: 1}}]}")
    }
    self.cascade = cascade
    signal = try Self.signal(command.signal, of: cascade, useCase.id)
    let other = command.other
    if entry != nil || other.incumbent != nil || other.judge != nil {
      gate = try other.gate(command.choice, register, snapshot)
    } else {
      guard command.golden.references != nil || !other.regex.isEmpty else {
        throw ValidationError(
          "nothing says which answers are bad: '\(useCase.id)' has no gate, so name --references, --regex, or "
            + "--incumbent and --judge")
      }
      if let name = other.challenger { _ = try snapshot.catalog.offers(named: name) }
      gate = Policy.Gate(
        useCase: useCase.id, incumbent: "", challenger: try other.challenger ?? Self.open(useCase, snapshot),
        marginPPM: 0, errorPPM: 0, checks: [.schema] + other.regex.map { .regex($0) })
    }
  }

  private static func signal(
    _ name: SignalName?, of cascade: Policy.Cascade, _ useCase: UseCaseID
  ) throws -> Policy.Cascade.Signal {
    let numbers = cascade.signals.filter { $0.thresholdPPM != nil }
    let names = numbers.map(\.name).joined(separator: ", ")
    guard let name else {
      guard let only = numbers.first else {
        throw ValidationError(
          "the cascade of '\(useCase)' has no signal with a threshold (logprob, agreement, verifier): there is nothing "
            + "to calibrate")
      }
      guard numbers.count == 1 else {
        throw ValidationError("the cascade of '\(useCase)' has several thresholds; name one with --signal: \(names)")
      }
      return only
    }
    guard let signal = numbers.first(where: { $0.name == name.rawValue }) else {
      throw ValidationError(
        "the cascade of '\(useCase)' has no signal '\(name.rawValue)'"
          + (names.isEmpty ? "" : "; it has a threshold for \(names)"))
    }
    return signal
  }

  /// The open offer that a plain request of the use case goes to first.
  private static func open(_ useCase: UseCase, _ snapshot: Snapshot) throws -> OfferID {
    let request = RoutingRequest(
      headerUseCase: useCase.id, promptTokens: 1_000, promptTokenBound: 1_000, at: .present)
    let decision = snapshot.router.decide(request)
    guard decision.cascade != nil, let first = decision.order.first else {
      throw ValidationError(
        "a request of '\(useCase.id)' would not be cascaded: an open offer with a closed one behind it must be "
          + "configured and permitted ('steelyard policy explain' says why not); --challenger names another")
    }
    return snapshot.catalog.offers[first.number].id
  }
}
