/// Why a scenario cannot be read, with what is allowed in its place.
public struct ScenarioParseError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong.
  public enum Problem: Hashable, Sendable {
    case unknownScenario(String)
    case unknownParameter
    case notANumber(String)
    case notAChoice(String)
    case outOfRange(Double)
    /// Brackets or commas where none can be, or `name=value` without a part.
    case malformed(String)
    case parameterTwice
    /// The scenario is named twice, or two scenarios set the same thing.
    case conflict(with: FutureScenario.Name)
  }

  public var problem: Problem
  public var scenario: FutureScenario.Name?
  public var parameter: String?

  init(_ problem: Problem, parameter: String? = nil, of scenario: FutureScenario.Name? = nil) {
    self.problem = problem
    self.scenario = scenario
    self.parameter = parameter
  }

  public var description: String {
    let name = parameter ?? ""
    let place = scenario.map { "scenario \($0.rawValue): " } ?? ""
    return switch problem {
    case .unknownScenario(let text):
      "there is no scenario '\(text)'; there are \(Self.list(FutureScenario.Name.allCases.map(\.rawValue)))"
    case .unknownParameter:
      place + "there is no parameter '\(name)'; there are "
        + Self.list((scenario?.parameters ?? []).map { "\($0.name) = \($0.allowed)" })
    case .notANumber(let text): place + "'\(text)' is no number; \(name) is \(allowed)"
    case .notAChoice(let text): place + "\(name) cannot be '\(text)'; it is \(allowed)"
    case .outOfRange(let value): place + "\(name) cannot be \(value.plain); it is \(allowed)"
    case .malformed(let text):
      "cannot read '\(text)'; write name or name(parameter=value, parameter=value), separated by commas"
    case .parameterTwice: place + "\(name) is set twice; set it once"
    case .conflict(let other):
      other == scenario
        ? place + "it is named twice; name it once"
        : place + "it contradicts \(other.rawValue), which sets the same thing; name one of them"
    }
  }

  private var allowed: String { scenario?.parameters.first { $0.name == parameter }?.allowed ?? "unknown" }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
