internal import StrictYAML

extension YAMLNode {
  /// Text with something in it.
  func name() throws(YAMLError) -> String {
    let text = try string()
    guard !text.isEmpty, text.utf8.count <= 200 else { throw error("a text of 1 to 200 bytes is needed here") }
    return text
  }

  /// A day or an instant in UTC.
  func instant() throws(YAMLError) -> Timestamp {
    let text = try string()
    guard let instant = Timestamp(text) else {
      throw error("'\(text)' is not a day such as 2026-11-20 or an instant such as 2026-11-20T16:00Z")
    }
    return instant
  }

  /// A country, or one of some `others`.
  func country(or others: [String] = []) throws(YAMLError) -> CountryCode {
    let text = try string()
    guard CountryCodes.all.contains(text) || others.contains(text) else {
      let hint =
        CountryCodes.all.contains(text.uppercased())
        ? " (did you mean '\(text.uppercased())'?)" : Nearest.hint(text, among: others)
      throw error("'\(text)' is not a country code\(hint)", allowed: ["ISO 3166-1 alpha-2"] + others)
    }
    return text
  }

  /// A model's id, `lab/model`.
  func modelID() throws(YAMLError) -> ModelID {
    let text = try name()
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !text.contains(where: { $0 == "@" || $0.isWhitespace })
    else { throw error("'\(text)' is not a model id such as deepseek/deepseek-v4-flash") }
    return text
  }

  /// A provider's id.
  func providerID() throws(YAMLError) -> ProviderID {
    let text = try name()
    guard !text.contains(where: { "@/".contains($0) || $0.isWhitespace }) else {
      throw error("'\(text)' is not a provider id: it may have no '@', no '/' and no space")
    }
    return text
  }

  /// The start of an API's addresses.
  func baseURL() throws(YAMLError) -> String {
    let text = try name()
    guard text.hasPrefix("https://") || text.hasPrefix("http://"), !text.contains(where: \.isWhitespace) else {
      throw error("'\(text)' is not a base URL such as https://api.example.com/v1")
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// Dollars per million tokens as an exact rate.
  func rate() throws(YAMLError) -> TokenRate {
    let nano = try scaled(digits: 9, unit: "dollars per million tokens")
    guard nano >= 0 else { throw error("a price cannot be negative") }
    guard nano <= 1_000_000_000_000_000 else { throw error("a price above $1,000,000 per million tokens is a mistake") }
    return TokenRate(nanoDollarsPerMillion: nano)
  }

  /// Dollars as an exact amount.
  func dollars() throws(YAMLError) -> NanoDollars {
    let nano = try scaled(digits: 9, unit: "dollars")
    guard nano >= 0 else { throw error("a price cannot be negative") }
    guard nano <= 1_000_000_000_000 else { throw error("a price above $1,000 for one use is a mistake") }
    return NanoDollars(nano)
  }

  /// A factor in parts per million, above zero.
  func multiplier() throws(YAMLError) -> Int64 {
    let ppm = try scaled(digits: 6, unit: "a multiplier")
    guard ppm > 0, ppm <= 1_000_000_000 else { throw error("a multiplier must be above 0 and at most 1000") }
    return ppm
  }

  private func scaled(digits: Int, unit: String) throws(YAMLError) -> Int64 {
    var (mantissa, scale) = try decimal()
    while scale > digits, mantissa % 10 == 0 { (mantissa, scale) = (mantissa / 10, scale - 1) }
    guard scale <= digits else { throw error("more than \(digits) decimals in \(unit)") }
    for _ in scale..<digits {
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
      guard !overflow else { throw error("the number is too large for \(unit)") }
      mantissa = product
    }
    return mantissa
  }
}
