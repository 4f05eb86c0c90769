import Assessment

/// Scores of held-out texts, from which thresholds are read off.
struct ThresholdChoice {
  /// Probabilities in thousandths of texts that are not grave, and of texts that are.
  var negatives: [Int]
  var positives: [Int]

  /// The smallest threshold at which at most this share of the negatives is at or above it.
  static func threshold(_ negatives: [Int], falsePins share: Double) -> Int {
    guard !negatives.isEmpty else { return 500 }
    let sorted = negatives.sorted(by: >)
    let allowed = Int((Double(sorted.count) * share).rounded(.down))
    guard allowed < sorted.count else { return 1 }
    return min(999, sorted[allowed] + 1)
  }

  /// The share of numbers at or above a threshold.
  static func share(_ numbers: [Int], atLeast threshold: Int) -> Double {
    numbers.isEmpty ? 0 : Double(numbers.count { $0 >= threshold }) / Double(numbers.count)
  }

  /// Doubt from where few of the ordinary harmless texts lie, and not too many of those with suspicious words; certainty
  /// from where hardly any does.
  static func thresholds(
    harmless: [Int], lookalikes: [Int], goals: Goals, setOn: String
  ) -> ModelDescription.Thresholds {
    let doubt = max(
      threshold(harmless, falsePins: goals.falsePins), threshold(lookalikes, falsePins: goals.falseLookalikes))
    let certain = max(doubt, threshold(harmless + lookalikes, falsePins: goals.falseCertain))
    return .init(doubtMilli: doubt, certainMilli: certain, setOn: setOn)
  }

  /// How often harmless text may be pinned.
  struct Goals: Sendable {
    var falsePins = 0.05
    var falseLookalikes = 0.15
    var falseCertain = 0.01
  }
}
