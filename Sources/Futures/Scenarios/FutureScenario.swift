/// A named assumption about the market, with numbers that can be set.
public struct FutureScenario: Hashable, Sendable, CustomStringConvertible {
  /// The scenarios that there are.
  public enum Name: String, Hashable, Codable, Sendable, CaseIterable {
    case lagShrinks = "lag-shrinks"
    case lagStalls = "lag-stalls"
    case lagWidens = "lag-widens"
    case chineseOriginBarred = "chinese-origin-barred"
    case usAPIsDenied = "us-apis-denied"
    case priceShock = "price-shock"
    case gpuRent = "gpu-rent"
    case peakPricing = "peak-pricing"
    case flatRateEnds = "flat-rate-ends"
    case exportHeadStart = "export-head-start"
    case breakthrough
  }

  public let name: Name
  /// What differs from the defaults, by parameter.
  private var numbers: [String: Double] = [:]
  private var choices: [String: String] = [:]

  /// The scenario with its defaults.
  public init(_ name: Name) { self.name = name }

  /// All of them with their defaults.
  public static var all: [FutureScenario] { Name.allCases.map { FutureScenario($0) } }

  /// Sets a number.
  public mutating func set(_ parameter: String, _ value: Double) throws(ScenarioParseError) {
    guard case .number(_, let range) = try declared(parameter).domain else {
      throw ScenarioParseError(.notAChoice(value.plain), parameter: parameter, of: name)
    }
    guard range.contains(value) else {
      throw ScenarioParseError(.outOfRange(value), parameter: parameter, of: name)
    }
    numbers[parameter] = value
  }

  /// Sets a choice.
  public mutating func set(_ parameter: String, _ value: String) throws(ScenarioParseError) {
    guard case .choice(_, let names) = try declared(parameter).domain else {
      throw ScenarioParseError(.notANumber(value), parameter: parameter, of: name)
    }
    guard names.contains(value) else { throw ScenarioParseError(.notAChoice(value), parameter: parameter, of: name) }
    choices[parameter] = value
  }

  /// The number of a parameter; 0 if the scenario has no such parameter.
  public func number(_ parameter: String) -> Double {
    if let value = numbers[parameter] { return value }
    guard case .number(let value, _)? = name.parameters.first(where: { $0.name == parameter })?.domain else { return 0 }
    return value
  }

  /// The choice of a parameter; empty if the scenario has no such parameter.
  public func choice(_ parameter: String) -> String {
    if let value = choices[parameter] { return value }
    guard case .choice(let value, _)? = name.parameters.first(where: { $0.name == parameter })?.domain else {
      return ""
    }
    return value
  }

  /// The text that `init(parsing:)` reads back: the name, and in brackets what differs from the defaults.
  public var description: String {
    let set = name.parameters.compactMap { parameter -> String? in
      if let number = numbers[parameter.name] { return "\(parameter.name)=\(number.plain)" }
      return choices[parameter.name].map { "\(parameter.name)=\($0)" }
    }
    return set.isEmpty ? name.rawValue : "\(name.rawValue)(\(set.joined(separator: ", ")))"
  }

  private func declared(_ parameter: String) throws(ScenarioParseError) -> ScenarioParameter {
    guard let found = name.parameters.first(where: { $0.name == parameter }) else {
      throw ScenarioParseError(.unknownParameter, parameter: parameter, of: name)
    }
    return found
  }
}
