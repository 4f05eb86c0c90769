internal import Policy
public import StrictYAML

extension AuditAssumptions {
  /// Reads assumptions such as the shipped `audit/assumptions.yaml`; every error is reported with its place.
  public static func load(text: String, file: String) throws(YAMLErrors) -> AuditAssumptions {
    do {
      let root = try YAMLDocument.parse(text, file: file)
      return try AssumptionReader.read(root)
    } catch { throw YAMLErrors([error]) }
  }
}

/// Reads the parts of a file of assumptions.
private enum AssumptionReader {
  static func read(_ root: YAMLNode) throws(YAMLError) -> AuditAssumptions {
    let facts = try root.mapping(keys: [
      "version", "cache_kept", "retry_rate", "escalation_rate", "reasoning_ratio", "sample", "tokenizers",
    ])
    _ = try facts.required("version").int(1...1)
    return AuditAssumptions(
      cacheKept: try assumed(facts.required("cache_kept"), in: 0...1),
      retryRate: try assumed(facts.required("retry_rate"), in: 0...10),
      escalationRate: try assumed(facts.required("escalation_rate"), in: 0...1),
      reasoningRatio: try assumed(facts.required("reasoning_ratio"), in: 0...100),
      tokenizers: try tokenizers(facts.required("tokenizers")), sample: try sample(facts.required("sample")))
  }

  private static func number(_ node: YAMLNode, in range: ClosedRange<Double>) throws(YAMLError) -> Double {
    let (mantissa, scale) = try node.decimal()
    // One division of whole numbers gives the nearest Double, so that 0.81 is the same here and in code.
    let value = Double(mantissa) / (0..<scale).reduce(1.0) { power, _ in power * 10 }
    guard range.contains(value) else {
      throw node.error("\(value) is out of range: \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  private static func assumed(
    _ node: YAMLNode, in range: ClosedRange<Double>, also keys: [String] = [], source: String? = nil
  ) throws(YAMLError) -> AssumedValue {
    let facts = try node.mapping(keys: ["value", "low", "high", "source"] + keys)
    let value = try number(facts.required("value"), in: range)
    let low = try number(facts.required("low"), in: range)
    let high = try number(facts.required("high"), in: range)
    guard low <= value, value <= high else { throw node.error("low, value and high must ascend") }
    if facts.value("source") == nil, let source { return AssumedValue(value, low: low, high: high, source: source) }
    return AssumedValue(value, low: low, high: high, source: try facts.required("source").string())
  }

  private static func sample(_ node: YAMLNode) throws(YAMLError) -> SamplePlan {
    let facts = try node.mapping(keys: ["alpha", "tie_rate", "sampled_share", "source", "margins"])
    var margins: [Stakes: Double] = [:]
    let list = try facts.required("margins").mapping(keys: Stakes.allCases.map(\.rawValue))
    for stakes in Stakes.allCases {
      if let value = list.value(stakes.rawValue) { margins[stakes] = try number(value, in: 0.0001...1) }
    }
    return SamplePlan(
      margins: margins, alpha: try number(facts.required("alpha"), in: 1e-9...0.5),
      tieRate: try number(facts.required("tie_rate"), in: 0...0.999),
      sampledShare: try number(facts.required("sampled_share"), in: 0.000001...1),
      source: try facts.required("source").string())
  }

  private static func tokenizers(_ node: YAMLNode) throws(YAMLError) -> TokenizerFactors {
    let facts = try node.mapping(keys: ["families", "unmeasured", "measured_source", "measured"])
    var families: [TokenizerFactors.Family] = []
    for entry in try facts.required("families").list() {
      let family = try entry.mapping(keys: ["family", "models", "vocabularies"])
      families.append(
        TokenizerFactors.Family(
          name: try family.required("family").string(),
          models: try family.required("models").strings().map(NamePattern.init),
          vocabularies: try family.required("vocabularies").strings()))
    }
    let names = families.map { ($0.name, $0.name) }
    let source = try facts.required("measured_source").string()
    var measured: [TokenizerFactors.Pair: AssumedValue] = [:]
    for entry in try facts.required("measured").list() {
      let value = try assumed(entry, in: 0.01...100, also: ["from", "to"], source: source)
      let pair = try entry.mapping()
      let key = TokenizerFactors.Pair(
        from: try pair.required("from").choice(names), to: try pair.required("to").choice(names))
      guard measured.updateValue(value, forKey: key) == nil else { throw entry.error("this pair is given twice") }
    }
    return TokenizerFactors(
      families: families, unmeasured: try assumed(facts.required("unmeasured"), in: 0.01...100), measured: measured)
  }
}
