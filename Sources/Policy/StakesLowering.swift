public import Catalog

/// An owner's signed decision that one tenant's use case has less at stake than the policy says.
///
/// It is the only thing that can lower stakes: no header, key, template or text does.
public struct StakesLowering: Hashable, Sendable {
  /// The tenant that it holds for.
  public var tenant: String
  /// The use case that it holds for.
  public var useCase: UseCaseID
  /// The stakes in place of the use case's own; always lower.
  public var stakes: Stakes
  /// The class in place of the use case's own; only below high stakes.
  public var modelClass: ModelClass?
  /// Who answers for it.
  public var owner: String
  /// Why.
  public var reason: String
  /// The day from which it holds.
  public var date: Timestamp
  /// The day from which it no longer holds.
  public var until: Timestamp?

  /// Creates a lowering.
  public init(
    tenant: String, useCase: UseCaseID, stakes: Stakes, modelClass: ModelClass? = nil, owner: String, reason: String,
    date: Timestamp, until: Timestamp? = nil
  ) {
    self.tenant = tenant
    self.useCase = useCase
    self.stakes = stakes
    self.modelClass = modelClass
    self.owner = owner
    self.reason = reason
    self.date = date
    self.until = until
  }

  /// Whether it holds at an instant.
  public func holds(at instant: Timestamp) -> Bool {
    date <= instant && until.map { instant < $0 } != false
  }
}
