public import Catalog
public import Policy

/// What evidence says of one move: that the challenger is as good as the incumbent for a use case.
public struct EvidenceClaim: Hashable, Sendable {
  /// The use case.
  public var useCase: UseCaseID
  /// The model that serves now.
  public var incumbent: ModelID
  /// The model that is as good.
  public var challenger: ModelID
  /// The gate, and the version of its evidence.
  public var gate: String
  /// The version of the evidence.
  public var version: String
  /// How much worse the challenger may be at most and at least, as a share of pairs; negative is better.
  public var loss: ClosedRange<Double>
  /// Judged pairs behind it.
  public var pairs: Int

  /// A claim with its evidence.
  public init(
    useCase: UseCaseID, incumbent: ModelID, challenger: ModelID, gate: String, version: String,
    loss: ClosedRange<Double>, pairs: Int
  ) {
    self.useCase = useCase
    self.incumbent = incumbent
    self.challenger = challenger
    self.gate = gate
    self.version = version
    self.loss = loss
    self.pairs = pairs
  }
}
