internal import Foundation
internal import Learning

/// What failures that were counted say about the true share of failures.
public enum BinomialBound {
  /// The most that the true share can be after `failures` of `count`, at a one-sided confidence.
  public static func upper(failures: Int, of count: Int, confidence: Double = 0.95) -> Double {
    ClopperPearson.upper(hits: failures, of: count, confidence: confidence)
  }

  /// The least that the true share can be, at a one-sided confidence.
  public static func lower(failures: Int, of count: Int, confidence: Double = 0.95) -> Double {
    ClopperPearson.lower(hits: failures, of: count, confidence: confidence)
  }

  /// How many samples without any failure bound the share by `epsilon`; nil when no number does.
  public static func cleanSamples(toProve epsilon: Double, confidence: Double = 0.95) -> Int? {
    guard epsilon > 0, epsilon < 1, confidence > 0, confidence < 1 else { return epsilon >= 1 ? 0 : nil }
    let count = (log(1 - confidence) / log1p(-epsilon)).rounded(.up)
    return count < 1e15 ? Int(count) : nil
  }
}
