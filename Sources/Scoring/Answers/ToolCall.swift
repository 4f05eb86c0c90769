public import Dialects

/// A call of a tool that a model made, or that a reference expects.
public struct ToolCall: Sendable, Hashable {
  /// The tool's name.
  public var name: String
  /// The arguments, or the text that was meant as arguments where it is not JSON.
  public var arguments: JSONValue
  /// Whether the arguments were JSON; a model that writes anything else makes a call that cannot be run.
  public var isWellFormed: Bool

  /// A call with its arguments.
  public init(name: String, arguments: JSONValue, isWellFormed: Bool = true) {
    self.name = name.withShortMarkRuns
    self.arguments = arguments
    self.isWellFormed = isWellFormed
  }

  /// A call whose arguments came as text; blank text stands for none.
  init(name: String, argumentText: String, _ limits: ScoringLimits) {
    let argumentText = argumentText.withShortMarkRuns
    if argumentText.trimmedWhiteSpace.isEmpty {
      self.init(name: name, arguments: .object([]))
    } else if let value = EmbeddedJSON.value(argumentText, limits), value.object != nil {
      self.init(name: name, arguments: value)
    } else {
      self.init(name: name, arguments: .string(argumentText), isWellFormed: false)
    }
  }

  /// The arguments as JSON text, or as the text that is no JSON.
  var argumentText: String {
    if !isWellFormed, let text = arguments.string { return text }
    var bytes: [UInt8] = []
    arguments.write(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
