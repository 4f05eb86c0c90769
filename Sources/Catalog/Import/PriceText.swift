/// A decimal number as it stands in a price list, such as `0.15`, `1.5e-07` or `4.0000000000000003e-07`.
///
/// It is never turned into a binary floating-point number: 1.5e-07 dollars a token are exactly
/// 150,000,000 nano-dollars per million tokens.
struct PriceText {
  private var digits: [UInt8] = []
  private var exponent = 0
  private var isNegative = false

  /// Digits beyond these do not fit into any price.
  private static var mostDigits: Int { 60 }

  /// Reads a number in JSON's grammar; nil for anything else.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    if rest.first == UInt8(ascii: "-") {
      isNegative = true
      rest.removeFirst()
    }
    guard Self.takeDigits(&rest, into: &digits) > 0 else { return nil }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      let count = Self.takeDigits(&rest, into: &digits)
      guard count > 0 else { return nil }
      exponent -= count
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      let sign = rest.first
      if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
      var power: [UInt8] = []
      guard Self.takeDigits(&rest, into: &power) > 0 else { return nil }
      let size = power.prefix(6).reduce(0) { $0 * 10 + Int($1) }
      exponent += (sign == UInt8(ascii: "-") ? -1 : 1) * (power.count > 6 ? 1_000_000 : size)
    }
    guard rest.isEmpty else { return nil }
    digits = Array(digits.drop { $0 == 0 })
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>, into digits: inout [UInt8]) -> Int {
    let run = rest.prefix { (48...57).contains($0) }
    digits += run.map { $0 - 48 }
    rest.removeFirst(run.count)
    return run.count
  }
}

extension PriceText {
  /// A whole number and whether nothing was left over.
  struct Whole: Hashable {
    var value: Int64
    var isExact: Bool
  }

  /// True for a number below zero.
  var isBelowZero: Bool { isNegative && !digits.isEmpty }

  /// This number times a power of ten, as a whole number; nil when it does not fit.
  ///
  /// What is left over counts upward. Only a rest below a millionth, or above all but a millionth, is the trace of a
  /// binary number that somebody printed and goes to the nearest.
  func scaled(byPowerOfTen power: Int) -> Whole? {
    guard !digits.isEmpty else { return Whole(value: 0, isExact: true) }
    let places = digits.count + exponent + power
    guard places <= 18, digits.count <= Self.mostDigits else { return nil }
    guard places > -12 else { return Whole(value: isNegative ? 0 : 1, isExact: false) }
    let whole = digits.prefix(max(0, places))
    var value = whole.reduce(Int64(0)) { $0 * 10 + Int64($1) }
    for _ in 0..<max(0, places - digits.count) { value *= 10 }
    let rest = [UInt8](repeating: 0, count: max(0, -places)) + digits.dropFirst(max(0, places))
    let isExact = rest.allSatisfy { $0 == 0 }
    if !isExact, !(value > 0 && rest.prefix(6).count == 6 && rest.prefix(6).allSatisfy { $0 == 0 }) { value += 1 }
    return Whole(value: isNegative ? -value : value, isExact: isExact)
  }
}

extension TokenRate {
  /// The dearest rate that is believed: a million dollars per million tokens.
  static let dearestBelieved = TokenRate(nanoDollarsPerMillion: 1_000_000_000_000_000)

  /// A rate from the text of a price in dollars, per token or per million tokens.
  init?(dollars text: String, perToken: Bool) {
    guard let price = PriceText(text), !price.isBelowZero,
      let whole = price.scaled(byPowerOfTen: perToken ? 15 : 9),
      whole.value <= Self.dearestBelieved.nanoDollarsPerMillion
    else { return nil }
    self.init(nanoDollarsPerMillion: whole.value)
  }
}
