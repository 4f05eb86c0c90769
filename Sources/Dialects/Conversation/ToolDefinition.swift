/// A function that the caller offers to run for the model.
struct ToolDefinition: Sendable, Hashable {
  var name: String
  var description: String?
  /// A JSON schema of the arguments, nil for a function without any.
  var parameters: JSONValue?
  /// Whether arguments are guaranteed to fit the schema.
  var strict: Bool?
  var cacheControl: JSONValue?
}

/// Whether the model must call a tool.
enum ToolChoice: Sendable, Hashable {
  /// The model decides.
  case auto
  /// No call.
  case never
  /// Some call.
  case required
  /// A call of this tool.
  case named(String)
}

/// A call that the model made.
struct ToolUse: Sendable, Hashable {
  var id: String
  var name: String
  var input: ToolInput
  var cacheControl: JSONValue?
}

/// What a call answered.
struct ToolResult: Sendable, Hashable {
  var callID: String
  /// Text, images and documents.
  var content: [Part]
  var isError = false
  var cacheControl: JSONValue?
}
