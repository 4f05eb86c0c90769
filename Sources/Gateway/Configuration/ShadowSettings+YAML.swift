import Catalog
import StrictYAML

extension ShadowSettings {
  /// Reads `shadow: on`, `off`, or a mapping of what differs from the defaults; nil when it is off.
  static func read(_ node: YAMLNode) throws(YAMLError) -> ShadowSettings? {
    var settings = ShadowSettings()
    if case .scalar = node.content { return try node.bool() ? settings : nil }
    let map = try node.mapping(keys: [
      "concurrency", "queue", "budget_per_day", "keep", "redact", "salt_env", "call_limit", "strata", "labels",
    ])
    if let value = map.value("concurrency") { settings.concurrency = try value.int(1...256) }
    if let value = map.value("queue") { settings.queue = try value.int(1...65_536) }
    if let value = map.value("budget_per_day") { settings.budgetPerDay = try budget(value) }
    if let value = map.value("keep") { settings.keep = try keep(value) }
    if let value = map.value("redact") { settings.redacts = try value.bool() }
    if let value = map.value("salt_env") { settings.saltVariable = try value.string() }
    if let value = map.value("call_limit") { settings.callLimit = try value.positiveMilliseconds() }
    if let value = map.value("strata") {
      let names = ShadowSampling.Stratum.allCases
      let strata = try value.mapping(keys: names.map(\.rawValue))
      for name in names {
        if let part = strata.value(name.rawValue) { settings.strata[name] = try partPPM(part) }
      }
    }
    if let value = map.value("labels") {
      settings.labelsPPM = try partPPM(value)
      guard settings.labelsPPM == 0 || (50_000...500_000).contains(settings.labelsPPM) else {
        throw value.error("the share of pairs that people label is 0, or from 0.05 to 0.5")
      }
      if settings.labelsPPM > 0, settings.keep == nil {
        throw value.error("people can only label texts that are kept: write keep: 30d beside it")
      }
      if settings.labelsPPM > 0, !settings.strata.isEmpty {
        throw value.error("labels need one rate for all requests: leave 'strata' out")
      }
    }
    return settings
  }

  private static func budget(_ node: YAMLNode) throws(YAMLError) -> NanoDollars? {
    if try node.string() == "none" { return nil }
    let (mantissa, scale) = try node.decimal()
    guard mantissa >= 0, mantissa <= 1_000_000_000, scale <= 9 else {
      throw node.error("'\(try node.string())' is not an amount in dollars", allowed: ["5.00", "none"])
    }
    return NanoDollars((scale..<9).reduce(mantissa) { amount, _ in amount * 10 })
  }

  private static func keep(_ node: YAMLNode) throws(YAMLError) -> Int64? {
    let text = try node.string()
    if text == "none" { return nil }
    if text.hasSuffix("d"), let days = Int64(text.dropLast()), (1...3_650).contains(days) { return days * 86_400_000 }
    throw node.error("'\(text)' is not a time for which texts are kept", allowed: ["30d", "none"])
  }

  private static func partPPM(_ node: YAMLNode) throws(YAMLError) -> Int {
    let (mantissa, scale) = try node.decimal()
    guard mantissa >= 0, scale <= 6 else { throw node.error("at most six decimals from 0 to 1") }
    let (part, overflow) = (scale..<6).reduce((mantissa, false)) { sum, _ in
      let (product, overflow) = sum.0.multipliedReportingOverflow(by: 10)
      return (product, sum.1 || overflow)
    }
    guard !overflow, part <= 1_000_000 else { throw node.error("a part of a gate's share is from 0 to 1") }
    return Int(part)
  }
}
