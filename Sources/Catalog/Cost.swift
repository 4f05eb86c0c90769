/// What something costs, or why that cannot be said. Never a silent zero.
public enum Cost: Hashable, Codable, Sendable {
  /// An exact amount.
  case known(NanoDollars)
  /// These kinds of token were used and the offer has no price for them at that time.
  case unknown(missing: [TokenKind])

  /// The amount, when it is known.
  public var amount: NanoDollars? { if case .known(let amount) = self { amount } else { nil } }
}
