/// What was asked, and what is known about a right answer.
public struct ScoringTask: Sendable {
  /// A text that answers are to be founded on.
  public struct Source: Sendable, Hashable {
    /// Its name or number in citations, such as `1`.
    public var id: String
    /// What it says.
    public var text: String

    /// A source.
    public init(id: String, text: String) {
      self.id = id
      self.text = text
    }
  }

  /// The request as a judge and a command see it.
  public var prompt: String
  /// The right answer, where one is known.
  public var reference: String?
  /// The calls of tools that are right, where they are known.
  public var referenceCalls: [ToolCall]?
  /// The shape that the request asked for.
  public var schema: JSONSchema?
  /// Schemas of the arguments of the tools that were offered, by name.
  public var tools: [String: JSONSchema]
  /// Texts that the answer may quote.
  public var sources: [Source]

  /// A task; all but the prompt is optional.
  public init(
    prompt: String, reference: String? = nil, referenceCalls: [ToolCall]? = nil, schema: JSONSchema? = nil,
    tools: [String: JSONSchema] = [:], sources: [Source] = []
  ) {
    self.prompt = prompt
    self.reference = reference
    self.referenceCalls = referenceCalls
    self.schema = schema
    self.tools = tools
    self.sources = sources
  }
}
