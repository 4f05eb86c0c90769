internal import Catalog

/// An amount of money as a log writes it.
enum CostText {
  /// What was read.
  enum Reading: Equatable {
    case amount(NanoDollars)
    case foreign(String)
    case unknown
    case malformed
  }

  /// The amount: exact where it has at most nine decimals of a dollar, else rounded half to even to 10⁻⁹ USD.
  static func read(_ value: RawValue, unit: CostUnit, in arena: ByteArena) -> Reading {
    switch value.kind {
    case .cell, .string, .number: break
    case .null: return .unknown
    default: return .malformed
    }
    var text = value.decoded(in: arena).trimmed
    if text.isEmpty || text.matchesIgnoringCase("unknown") { return .unknown }
    var isNegative = false
    if text.hasPrefix("-$") { isNegative = true }
    if text.hasPrefix("$") || isNegative { text = text[(isNegative ? 2 : 1)..<text.count] }
    if let currency = suffix(&text), currency != "USD" { return .foreign(currency) }
    guard let number = DecimalText(text), let amount = number.scaled(unit.decimals) else { return .malformed }
    return .amount(NanoDollars(isNegative ? -amount : amount))
  }

  // `12.50 EUR`: three capital letters at the end.
  private static func suffix(_ text: inout ByteView) -> String? {
    guard text.count > 3 else { return nil }
    let code = text[text.count - 3..<text.count]
    for index in 0..<3 where code[index] < UInt8(ascii: "A") || code[index] > UInt8(ascii: "Z") { return nil }
    text = text[0..<text.count - 3].trimmed
    return code.string
  }
}
