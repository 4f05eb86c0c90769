internal import Foundation

/// Which of many e-values hold when they are looked at together.
public enum Multiplicity {
  /// Indices, ascending, of the e-values rejected at false discovery rate `alpha`, valid under any dependence
  /// (e-BH: Wang and Ramdas 2022). Takes logarithms.
  public static func eBH(logE: [Double], alpha: Double) -> [Int] {
    let order = logE.indices.sorted { logE[$0] > logE[$1] }
    let count = Double(logE.count)
    var accepted = 0
    for (rank, index) in order.enumerated() where logE[index] >= log(count / (alpha * Double(rank + 1))) {
      accepted = rank + 1
    }
    return order.prefix(accepted).sorted()
  }
}

/// Control of the false discovery rate over hypotheses that arrive one after the other, under any dependence
/// (e-LOND: Xu and Ramdas 2024).
public struct ELOND: Codable, Hashable, Sendable {
  /// The false discovery rate allowed.
  public let alpha: Double
  /// Hypotheses seen and rejected.
  public private(set) var seen = 0
  public private(set) var rejected = 0

  public init(alpha: Double) { self.alpha = alpha }

  /// What the next hypothesis may spend: α·6/(π²t²)·(rejections + 1).
  public var nextAlpha: Double {
    let place = Double(seen + 1)
    return alpha * 6 / (Double.pi * Double.pi * place * place) * Double(rejected + 1)
  }

  /// Whether the next hypothesis is rejected, by the logarithm of its e-value.
  public mutating func reject(logE: Double) -> Bool {
    let holds = logE >= -log(nextAlpha)
    seen += 1
    rejected += holds ? 1 : 0
    return holds
  }
}
