/// What is lost when an answer is wrong; `>` means that more is at stake.
public enum Stakes: String, CaseIterable, Codable, Sendable, Comparable {
  /// Nobody but the asker minds, and the asker notices.
  case low
  /// A person or a template catches the error downstream.
  case routine
  /// An error costs time or money that can be made good.
  case moderate
  /// An error harms somebody and is hard to make good.
  case high
  /// An error cannot be taken back: a diagnosis, a filing, an investment.
  case irrecoverable

  private var rank: Int {
    switch self {
    case .low: 0
    case .routine: 1
    case .moderate: 2
    case .high: 3
    case .irrecoverable: 4
    }
  }

  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  /// True from `.high` on: text that shows such stakes pins a request to closed weights.
  public var pins: Bool { self >= .high }
}

/// The kind of weights that may serve a use case.
public enum ModelClass: String, CaseIterable, Codable, Sendable {
  /// Closed weights only.
  case closed
  /// Open weights only.
  case open
  /// Open weights first, closed ones as escalation.
  case hybrid
}
