/// A sample working day: who calls, and what they ask.
struct DemoDay: Sendable {
  /// A customer of the gateway with a key.
  struct Tenant: Sendable {
    var id: String
    var name: String
    /// Caps in whole US dollars.
    var capDay: Int
    var capMonth: Int?
    /// The use case that its key is bound to.
    var keyUseCase: String?
  }

  var tenants: [Tenant]
  /// In the order of the day.
  var requests: [DemoRequest]
}

/// One request of the day.
struct DemoRequest: Sendable {
  /// How a request says what kind of work it is.
  enum Declaration: String, CaseIterable, Sendable {
    case header, key, model, metadata
    /// Not at all: only its words tell.
    case text
  }

  /// The API that the caller's program speaks.
  enum Style: String, CaseIterable, Sendable {
    case openai, anthropic
  }

  /// `HH:MM`.
  var at: String
  var tenant: String
  var language: String
  var declared: Declaration
  /// The use case that is declared.
  var claim: String
  /// The use case that a careful reader would have declared.
  var expected: String
  var style: Style
  var stream: Bool
  var maxTokens: Int
  /// How long the simulated answer is, in tokens.
  var answerTokens: Int
  var system: String?
  var text: String
  /// Function names with the JSON schema of their arguments.
  var tools: [(name: String, parameters: String)]
  /// The JSON schema of the answer.
  var schema: String?
  /// A fault that the first upstream shows, as `fault=503,times=1`.
  var fault: String?

  /// True for work that was declared as something else on purpose.
  var isMislabelled: Bool { claim != expected }
}
