/// What something costs, or why that cannot be said. Never a silent zero.
public enum Cost: Hashable, Codable, Sendable {
  /// An exact amount.
  case known(NanoDollars)
  /// These kinds of token were used and the offer has no price for them at that time.
  case unknown(missing: [TokenKind])

  /// The amount, when it is known.
  public var amount: NanoDollars? { if case .known(let amount) = self { amount } else { nil } }

  /// What two things cost together; unknown when one of them is.
  public static func + (left: Self, right: Self) -> Self {
    switch (left, right) {
    case (.known(let one), .known(let two)): .known(one + two)
    case (.unknown(let one), .unknown(let two)): .unknown(missing: one + two.filter { !one.contains($0) })
    case (.unknown, _): left
    case (_, .unknown): right
    }
  }
}
