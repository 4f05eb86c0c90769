import Catalog

/// A cost as people read it.
enum CostText {
  /// The amount with its unit, or what is missing to know it.
  static func figure(_ cost: Cost) -> String {
    switch cost {
    case .known(let amount): "\(amount)"
    case .unknown(let missing): "unknown: no price for \(missing.map(\.rawValue).joined(separator: ", "))"
    }
  }
}
