/// Runs targets over inputs that follow from a seed.
public struct Fuzzer: Sendable {
  /// An input for which something does not hold.
  public struct Failure: Sendable {
    /// The target's name.
    public var target: String
    /// The number of the input.
    public var iteration: Int
    /// The input.
    public var input: [UInt8]
    /// What does not hold.
    public var reason: String
  }

  private let seed: UInt64
  private let targets: [FuzzTarget]

  /// A fuzzer; the same seed gives the same inputs.
  public init(seed: UInt64, targets: [FuzzTarget] = FuzzTarget.all) {
    self.seed = seed
    self.targets = targets
  }

  /// The target and the input with this number, whatever came before it.
  public func input(_ iteration: Int) -> (target: FuzzTarget, input: [UInt8])? {
    guard !targets.isEmpty, iteration >= 0 else { return nil }
    let target = targets[iteration % targets.count]
    var random = FuzzRandom(seed: seed &+ UInt64(iteration) &* 0xD134_2543_DE82_EF95)
    return (target, target.mutator.input(&random))
  }

  /// Checks the inputs with these numbers; `before` sees each one before it is checked.
  public func run(
    _ iterations: Range<Int>, before: (Int, FuzzTarget, [UInt8]) -> Void = { _, _, _ in },
    failed: (Failure) -> Void
  ) {
    for iteration in iterations {
      guard let (target, input) = input(iteration) else { return }
      before(iteration, target, input)
      guard let reason = target.check(input) else { continue }
      failed(Failure(target: target.name, iteration: iteration, input: input, reason: reason))
    }
  }
}
