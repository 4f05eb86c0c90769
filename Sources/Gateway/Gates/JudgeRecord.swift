public import Evidence
public import Ledger

/// What is known of a gate's judge from pairs that people labelled too.
public enum JudgeRecord {
  /// Labelled pairs on which judge and person both preferred a side, below which nothing is said of the judge.
  public static let leastLabels = 30

  /// How often the judge called the wrong side; nil while too few pairs are labelled.
  ///
  /// Both orders are averaged, so that a preference for a place is cancelled already and is not counted once more.
  public static func noise(of gate: String, in store: EvidenceStore) throws -> JudgeNoise? {
    let labelled = try store.exchanges(of: gate, limit: 20_000).compactMap { exchange -> (Int, Int)? in
      guard let label = exchange.label, label != 0, let judged = exchange.difference, judged != 0,
        exchange.basis == Self.basis
      else { return nil }
      return (label.signum(), judged.signum())
    }
    guard labelled.count >= leastLabels else { return nil }
    return JudgeNoise(decisive: labelled.count, flipped: labelled.count { $0.0 != $0.1 })
  }

  /// How a pair that the judge decided is marked in the ledger.
  public static let basis = "judge"
}
