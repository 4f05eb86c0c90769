/// What may serve which work: use cases, what is at stake in them, and rules with reasons.
///
/// A policy is a value read from YAML. It decides nothing by itself; `CompiledPolicy` puts it next to a catalogue.
public struct Policy: Hashable, Sendable {
  /// Use cases in the order of the file; never empty.
  public var useCases: [UseCase]
  /// The use case of a request that nothing else places.
  public var fallbackUseCase: UseCaseID
  /// Rules in the order of the file; the first that refuses an offer is the one that is quoted.
  public var rules: [Rule]
  /// Data classes that keys and requests may carry, with what they mean.
  public var dataClasses: [DataClass]
  /// Signed exceptions.
  public var lowerings: [StakesLowering]
  /// Use cases that move only once a challenger has earned it.
  public var gates: [Gate]

  /// Creates a policy; the loader has checked that names are unique and references hold.
  public init(
    useCases: [UseCase], fallbackUseCase: UseCaseID, rules: [Rule] = [], dataClasses: [DataClass] = [],
    lowerings: [StakesLowering] = [], gates: [Gate] = []
  ) {
    self.useCases = useCases
    self.fallbackUseCase = fallbackUseCase
    self.rules = rules
    self.dataClasses = dataClasses
    self.lowerings = lowerings
    self.gates = gates
  }

  /// Every name by which a use case can be asked for.
  public var requestNames: [String] { useCases.flatMap { [$0.id] + $0.names } }

  /// The use case with this id or name; letters' case does not matter.
  public func useCase(named name: String) -> UseCase? {
    let wanted = name.lowercased()
    return useCases.first { $0.id.lowercased() == wanted || $0.names.contains { $0.lowercased() == wanted } }
  }
}

/// A kind of data that rules can speak of.
public struct DataClass: Hashable, Sendable {
  /// Its name, such as `phi`.
  public var id: String
  /// What belongs to it.
  public var meaning: String

  /// Creates a data class.
  public init(id: String, meaning: String) {
    self.id = id
    self.meaning = meaning
  }
}
