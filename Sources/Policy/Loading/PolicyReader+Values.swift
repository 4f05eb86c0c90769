internal import Catalog
internal import StrictYAML

extension PolicyReader {
  mutating func required(_ mapping: YAMLMapping, _ key: String) -> YAMLNode? {
    errors.take { () throws(YAMLError) in try mapping.required(key) }
  }

  mutating func requiredText(_ mapping: YAMLMapping, _ key: String) -> String? {
    guard let node = required(mapping, key), let text = errors.take({ () throws(YAMLError) in try node.string() })
    else { return nil }
    guard text.contains(where: { !$0.isWhitespace }) else {
      errors.note(node.error("'\(key)' is empty"))
      return nil
    }
    return text
  }

  mutating func text(_ mapping: YAMLMapping, _ key: String) -> String? {
    guard let node = mapping.value(key) else { return nil }
    return errors.take { () throws(YAMLError) in try node.string() }
  }

  mutating func texts(_ mapping: YAMLMapping, _ key: String) -> [String] {
    items(mapping, key).compactMap { node in errors.take { () throws(YAMLError) in try node.string() } }
  }

  mutating func int(_ mapping: YAMLMapping, _ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let node = mapping.value(key) else { return nil }
    return errors.take { () throws(YAMLError) in try node.int(range) }
  }

  mutating func choice<Value: CaseIterable & RawRepresentable<String>>(
    _ mapping: YAMLMapping, _ key: String, as type: Value.Type = Value.self
  ) -> Value? {
    guard let node = mapping.value(key) else { return nil }
    return errors.take { () throws(YAMLError) in try node.choice(type) }
  }

  mutating func terms(_ mapping: YAMLMapping, _ key: String) -> ContractTerms {
    var terms: ContractTerms = []
    for node in items(mapping, key) {
      terms.formUnion(errors.take { () throws(YAMLError) in try node.choice(ContractTerms.names) } ?? [])
    }
    return terms
  }

  /// A name that must be one of `names`.
  mutating func reference(_ node: YAMLNode, among names: [String], what: String) -> String? {
    guard let text = errors.take({ () throws(YAMLError) in try node.string() }) else { return nil }
    guard names.contains(text) else {
      errors.note(node.error("there is no \(what) '\(text)'\(Nearest.hint(text, among: names))", allowed: names))
      return nil
    }
    return text
  }

  mutating func references(_ mapping: YAMLMapping, _ key: String, among names: [String], what: String) -> [String] {
    items(mapping, key).compactMap { reference($0, among: names, what: what) }
  }

  /// A calendar day, `2026-11-23`, as its midnight UTC.
  mutating func day(_ mapping: YAMLMapping, _ key: String) -> Timestamp? {
    guard let node = mapping.value(key), let text = errors.take({ () throws(YAMLError) in try node.string() })
    else { return nil }
    if text.utf8.count == 10, let day = Timestamp(text) { return day }
    errors.note(node.error("'\(text)' is not a day such as 2026-11-23"))
    return nil
  }

  /// A price in US dollars per million tokens.
  mutating func rate(_ mapping: YAMLMapping, _ key: String) -> TokenRate? {
    guard let node = mapping.value(key), let price = errors.take({ () throws(YAMLError) in try node.decimal() })
    else { return nil }
    var nanoDollars = price.mantissa
    var overflow = price.mantissa < 0 || price.scale > 9
    for _ in 0..<max(0, 9 - price.scale) where !overflow {
      (nanoDollars, overflow) = nanoDollars.multipliedReportingOverflow(by: 10)
    }
    guard !overflow else {
      errors.note(node.error("a price per million tokens in US dollars is needed, with at most nine decimals"))
      return nil
    }
    return TokenRate(nanoDollarsPerMillion: nanoDollars)
  }

  /// A share or a probability between 0 and 1, in millionths.
  mutating func ppm(_ mapping: YAMLMapping, _ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let node = mapping.value(key), let share = errors.take({ () throws(YAMLError) in try node.decimal() })
    else { return nil }
    var ppm = share.mantissa
    var overflow = share.scale > 6
    for _ in 0..<max(0, 6 - share.scale) where !overflow { (ppm, overflow) = ppm.multipliedReportingOverflow(by: 10) }
    guard !overflow, range.contains(Int(ppm)) else {
      errors.note(
        node.error(
          "'\(key)' is out of range: \(Self.decimal(range.lowerBound)) to \(Self.decimal(range.upperBound)), with at "
            + "most six decimals"))
      return nil
    }
    return Int(ppm)
  }

  private static func decimal(_ ppm: Int) -> String {
    let digits = String(ppm % 1_000_000)
    var fraction = Substring(String(repeating: "0", count: 6 - digits.utf8.count) + digits)
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? "\(ppm / 1_000_000)" : "\(ppm / 1_000_000).\(fraction)"
  }
}
