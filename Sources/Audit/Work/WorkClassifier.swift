public import Policy

/// What a text shows of the work that it belongs to.
public struct ClassifiedWork: Hashable, Sendable {
  /// The use case's position in `Policy.useCases`.
  public var useCase: Int
  /// What the text shows to be at stake.
  public var stakes: Stakes

  /// Work by its use case and stakes.
  public init(useCase: Int, stakes: Stakes) {
    self.useCase = useCase
    self.stakes = stakes
  }
}

/// Tells from a request's text what work it is; the lexical assessor stands behind it in the product.
public protocol WorkClassifier {
  /// What the text, UTF-8, shows; nil when it shows nothing, so that the log's names decide.
  mutating func work(in text: [UInt8]) -> ClassifiedWork?
}

/// For logs whose texts are not to be looked at.
public struct NamesOnly: WorkClassifier, Sendable {
  /// A classifier that never sees anything in a text.
  public init() {}

  public mutating func work(in text: [UInt8]) -> ClassifiedWork? { nil }
}
