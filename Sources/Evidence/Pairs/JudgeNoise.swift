internal import Learning

/// How far a judge errs, measured on pairs whose true answer is known and on pairs shown in both orders.
public struct JudgeNoise: Codable, Hashable, Sendable {
  /// Decisive pairs with a known answer, and those of them that the judge called the wrong way round.
  public var decisive: Int
  public var flipped: Int
  /// Pairs shown in both orders, and those of them in which the place decided.
  public var swapped: Int
  public var placeDecided: Int
  /// The confidence of each of the two upper limits.
  public var confidence: Double

  public init(decisive: Int, flipped: Int, swapped: Int = 0, placeDecided: Int = 0, confidence: Double = 0.95) {
    self.decisive = decisive
    self.flipped = flipped
    self.swapped = swapped
    self.placeDecided = placeDecided
    self.confidence = confidence
  }

  /// Upper limit of the share of decisive verdicts that are the wrong way round (Clopper and Pearson 1934).
  public var flipLimit: Double {
    ClopperPearson.upper(hits: flipped, of: decisive, confidence: confidence)
  }

  /// Upper limit of the share of pairs in which the place decided; 0 where no pairs were shown in both orders.
  public var placeLimit: Double {
    swapped > 0 ? ClopperPearson.upper(hits: placeDecided, of: swapped, confidence: confidence) : 0
  }

  /// What such a judge leaves of a true difference: (1 − 2ε)(1 − b).
  public var scale: Double { Self.scale(flips: flipLimit, places: placeLimit) }

  /// What a judge leaves of a true difference when it flips and places are known.
  public static func scale(flips: Double, places: Double) -> Double { (1 - 2 * flips) * (1 - places) }

  /// The margin on the judge's scale that stands for a margin on the true one.
  public func scaled(_ margin: Double) throws(EvidenceError) -> Double {
    guard decisive > 0, (0...decisive).contains(flipped), swapped >= 0, (0...swapped).contains(placeDecided),
      confidence > 0, confidence < 1
    else {
      throw EvidenceError(
        .outOfRange,
        "judge noise needs labelled pairs and no more errors than pairs: \(flipped) of \(decisive) flipped, "
          + "\(placeDecided) of \(swapped) decided by place, confidence \(confidence)")
    }
    guard flipLimit < 0.5, scale > 0.05 else {
      throw EvidenceError(
        .judgeTooNoisy,
        "\(flipped) of \(decisive) verdicts flipped and \(placeDecided) of \(swapped) decided by place leave a true "
          + "difference of 1 as \(max(0, scale)); label more pairs or use a better judge or deterministic checks")
    }
    return margin * scale
  }
}
