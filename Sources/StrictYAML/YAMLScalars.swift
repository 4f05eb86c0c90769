extension YAMLNode {
  /// This node as text.
  public func string() throws(YAMLError) -> String {
    guard case .scalar(let text, _) = content else { throw error("text is needed here, not \(kind)") }
    return text
  }

  /// This node as a list of texts.
  public func strings() throws(YAMLError) -> [String] {
    var texts: [String] = []
    for item in try list() { texts.append(try item.string()) }
    return texts
  }

  /// This node as `true` or `false`.
  public func bool() throws(YAMLError) -> Bool {
    switch try string() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    case let text: throw error("'\(text)' is not true or false", allowed: ["true", "false"])
    }
  }

  /// This node as a whole number within `range`; `_` may group digits.
  public func int(_ range: ClosedRange<Int> = Int.min...Int.max) throws(YAMLError) -> Int {
    let text = try string()
    guard let number = Int(text.filter { $0 != "_" }) else { throw error("'\(text)' is not a whole number") }
    guard range.contains(number) else {
      throw error("\(number) is out of range: \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// This node as a decimal number that keeps all its digits: `mantissa × 10^-scale`.
  public func decimal() throws(YAMLError) -> (mantissa: Int64, scale: Int) {
    let text = try string()
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    let digits = String(parts[0]) + fraction
    let body = digits.first == "-" ? digits.dropFirst() : digits[...]
    guard !body.isEmpty, body.utf8.count <= 18, body.utf8.allSatisfy({ (48...57).contains($0) }),
      let mantissa = Int64(digits)
    else {
      throw error("'\(text)' is not a decimal number such as 0.15: at most 18 digits and a point, without an exponent")
    }
    return (mantissa, fraction.utf8.count)
  }

  /// This node as one of a closed set of names.
  public func choice<Value>(_ values: [(String, Value)]) throws(YAMLError) -> Value {
    let text = try string()
    guard let match = values.first(where: { $0.0 == text }) else {
      let names = values.map(\.0)
      throw error("'\(text)' is not known here\(Nearest.hint(text, among: names))", allowed: names)
    }
    return match.1
  }

  /// This node as a case of a closed set.
  public func choice<Value: CaseIterable & RawRepresentable<String>>(
    _ type: Value.Type = Value.self
  ) throws(YAMLError) -> Value {
    try choice(Value.allCases.map { ($0.rawValue, $0) })
  }

  /// This node as a list of cases of a closed set.
  public func choices<Value: CaseIterable & RawRepresentable<String>>(
    _ type: Value.Type = Value.self
  ) throws(YAMLError) -> [Value] {
    var values: [Value] = []
    for item in try list() { values.append(try item.choice(type)) }
    return values
  }
}
