import Catalog

/// Rates and token counts as people read them.
enum RateText {
  /// Dollars per million tokens without the unit, or that nobody knows.
  static func figure(_ rate: TokenRate?) -> String {
    guard let rate else { return "unknown" }
    return String("\(NanoDollars(rate.nanoDollarsPerMillion))".drop { $0 == "$" })
  }

  /// Dollars per million tokens with the unit.
  static func full(_ rate: TokenRate?) -> String { rate.map { "\($0)tok" } ?? "unknown" }

  /// A factor in parts per million: `1.5`.
  static func factor(_ ppm: Int64) -> String {
    let fraction = String(String(1_000_000 + ppm % 1_000_000).dropFirst())
    let digits = fraction.reversed().drop { $0 == "0" }.reversed()
    return digits.isEmpty ? "\(ppm / 1_000_000)" : "\(ppm / 1_000_000).\(String(digits))"
  }

  /// A count with its thousands apart: `272,000`.
  static func count(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var groups: [Substring] = []
    var rest = Substring(digits)
    while !rest.isEmpty {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return (number < 0 ? "-" : "") + groups.joined(separator: ",")
  }
}
