import ArgumentParser
import Catalog

/// Dollars as people write them, `5`, `5.00` or `$0.000001`, read without rounding.
struct DollarAmount: ExpressibleByArgument, Equatable {
  /// The exact amount.
  let amount: NanoDollars

  init?(argument: String) {
    let text = argument.hasPrefix("$") ? argument.dropFirst() : argument[...]
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, whole.utf8.count <= 10, let dollars = Self.number(whole) else { return nil }
    var nano: Int64 = 0
    if parts.count == 2 {
      guard parts[1].utf8.count <= 9, let digits = Self.number(parts[1]) else { return nil }
      nano = (0..<(9 - parts[1].utf8.count)).reduce(digits) { value, _ in value * 10 }
    }
    let (product, overflow) = dollars.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carry) = product.addingReportingOverflow(nano)
    guard !overflow, !carry else { return nil }
    amount = NanoDollars(sum)
  }

  private static func number(_ text: Substring) -> Int64? {
    text.utf8.allSatisfy { (48...57).contains($0) } ? Int64(text) : nil
  }
}
