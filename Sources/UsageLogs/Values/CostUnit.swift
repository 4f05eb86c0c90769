/// What a cost is counted in.
public enum CostUnit: String, CaseIterable, Codable, Sendable {
  /// US dollars.
  case dollars = "usd"
  /// US cents.
  case cents
  /// Billionths of a US dollar.
  case nano

  /// How many decimal places to move for nano-dollars.
  var decimals: Int {
    switch self {
    case .dollars: 9
    case .cents: 7
    case .nano: 0
    }
  }
}
