internal import Foundation

/// Numbers as people read them, the same on every machine.
enum NumberText {
  /// A number with a fixed count of decimals, groups of three digits from 10,000 on and a typographic minus.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let places = min(max(decimals, 0), 15)
    let scaled = (abs(value) * pow(10, Double(places))).rounded()
    guard scaled < 9e15 else { return scientific(value, significant: 4) }
    let digits = String(UInt64(scaled))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let whole = grouped(String(padded.dropLast(places)))
    let sign = value < 0 && scaled > 0 ? "−" : ""
    return sign + whole + (places > 0 ? "." + padded.suffix(places) : "")
  }

  /// A number with as many digits as matter and no trailing zeros.
  static func readable(_ value: Double, significant: Int = 4) -> String {
    guard value.isFinite else { return "–" }
    guard value != 0 else { return "0" }
    guard (1e-4..<1e15).contains(abs(value)) else { return scientific(value, significant: significant) }
    let decimals = max(0, significant - 1 - exponent(of: value))
    return trimmed(fixed(value, decimals: decimals))
  }

  /// A number that programs can read back: to four significant digits, but no digit before the point is rounded away.
  static func machine(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    let shift = pow(10, Double(max(0, 3 - exponent(of: value))))
    // Dividing by a power of ten is exact to the last digit where multiplying by its inverse is not.
    let rounded = (value * shift).rounded() / shift
    let text = "\(rounded.isFinite && rounded != 0 ? rounded : value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A place in the drawing with at most two decimals.
  static func coordinate(_ value: Double) -> String {
    assert(value.isFinite, "a coordinate must be finite")
    let scaled = (value * 100).rounded()
    guard scaled.isFinite, abs(scaled) < 1e12 else { return "0" }
    let hundredths = Int(scaled)
    let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    if rest.isMultiple(of: 10) { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A number as a mantissa and a power of ten.
  static func scientific(_ value: Double, significant: Int) -> String {
    guard value != 0, value.isFinite else { return value == 0 ? "0" : "–" }
    var power = exponent(of: value)
    var mantissa = value / pow(10, Double(power))
    if (abs(mantissa) * pow(10, Double(significant - 1))).rounded() >= pow(10, Double(significant)) {
      mantissa /= 10
      power += 1
    }
    return trimmed(fixed(mantissa, decimals: significant - 1)) + "×10" + superscript(power)
  }

  /// The power of ten of the first digit.
  static func exponent(of value: Double) -> Int {
    value == 0 || !value.isFinite ? 0 : Int(log10(abs(value)).rounded(.down))
  }

  private static func grouped(_ digits: String) -> String {
    guard digits.count > 4 else { return digits }
    var output = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index).isMultiple(of: 3) { output.append(",") }
      output.append(digit)
    }
    return output
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    let digits = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(digits.reversed())
  }

  private static func superscript(_ power: Int) -> String {
    String(
      "\(power)".map { character -> Character in
        switch character {
        case "-": "⁻"
        case "1": "¹"
        case "2": "²"
        case "3": "³"
        case "4": "⁴"
        case "5": "⁵"
        case "6": "⁶"
        case "7": "⁷"
        case "8": "⁸"
        case "9": "⁹"
        default: "⁰"
        }
      })
  }
}
