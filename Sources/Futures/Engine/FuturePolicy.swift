/// What one can decide today.
public enum FuturePolicy: String, Hashable, Codable, Sendable, CaseIterable {
  /// Keep the option in use for as long as it may serve.
  case stayPut = "stay put"
  /// Stay with closed models and use the cheapest of them that may serve.
  case stayClosed = "stay closed"
  /// Move to open models over interfaces now.
  case openNow = "move to open now"
  /// Move to open first with closed escalation now.
  case hybridNow = "move to hybrid now"
  /// Stay, and move once another kind has been cheaper and eligible for some months.
  case gateAndWait = "gate and wait"
  /// Rent machines now for a term, and decide again after it.
  case selfHostNow = "commit to self-hosting"

  /// What it does, in a sentence.
  public var meaning: String {
    switch self {
    case .stayPut: "Keeps the option in use for as long as it may serve."
    case .stayClosed: "Uses the cheapest closed option that may serve."
    case .openNow: "Uses the cheapest open option that may serve, from the first month on."
    case .hybridNow: "Uses open models with closed escalation from the first month on."
    case .gateAndWait:
      "Stays until another kind of option has been eligible and cheaper for some months, then moves; and so again."
    case .selfHostNow: "Rents machines for a term at today's rent, paid whether used or not, and decides anew after it."
    }
  }

  /// The kinds it is content with; empty for those that choose among all.
  var kinds: [FutureOption.Kind] {
    switch self {
    case .stayPut, .gateAndWait: []
    case .stayClosed: [.closedFlagship, .closedSmall, .seatPlan]
    case .openNow: [.open]
    case .hybridNow: [.hybrid]
    case .selfHostNow: [.selfHosted]
    }
  }
}

/// Numbers that policies go by.
public struct FuturePolicyRules: Hashable, Sendable {
  /// Months for which another kind must have been eligible and cheaper before gate and wait moves.
  public var evidenceMonths: Int
  /// Months within which a move must pay for itself.
  public var paybackMonths: Double
  /// Months for which a commitment to self-hosting holds.
  public var commitmentMonths: Int
  /// A policy is near the best if it costs no more than this share above it.
  public var tolerance: Double

  public init(
    evidenceMonths: Int = 3, paybackMonths: Double = 12, commitmentMonths: Int = 12, tolerance: Double = 0.05
  ) {
    self.evidenceMonths = evidenceMonths
    self.paybackMonths = paybackMonths
    self.commitmentMonths = commitmentMonths
    self.tolerance = tolerance
  }

  func check() throws(FutureInputError) {
    try FutureInput.number(Double(evidenceMonths), 0...120, "rules: months of evidence")
    try FutureInput.number(paybackMonths, 0.1...1200, "rules: months of payback")
    try FutureInput.number(Double(commitmentMonths), 0...120, "rules: months of commitment")
    try FutureInput.number(tolerance, 0...1, "rules: tolerance")
  }
}
