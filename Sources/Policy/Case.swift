public import Catalog

/// The facts of a request that policy looks at, once its use case is settled.
public struct Case: Hashable, Sendable {
  /// The use case's position in `Policy.useCases`.
  public var useCase: Int
  /// What is at stake, after lowering by policy and raising by text.
  public var stakes: Stakes
  /// The class that may serve, after the same.
  public var modelClass: ModelClass
  /// Whose request it is.
  public var tenant: String?
  /// What kind of data it carries.
  public var dataClass: String?
  /// Whether the use case's minimum tier counts for this request.
  public var checksTier: Bool
  /// When it came.
  public var at: Timestamp

  /// Creates the facts of a request.
  public init(
    useCase: Int, stakes: Stakes, modelClass: ModelClass, tenant: String? = nil, dataClass: String? = nil,
    checksTier: Bool = true, at: Timestamp
  ) {
    self.useCase = useCase
    self.stakes = stakes
    self.modelClass = modelClass
    self.tenant = tenant
    self.dataClass = dataClass
    self.checksTier = checksTier
    self.at = at
  }
}
