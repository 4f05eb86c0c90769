/// What a model or an offer can do beyond plain text in and out.
public struct Capabilities: OptionSet, Hashable, Codable, Sendable {
  /// One bit for each capability.
  public let rawValue: UInt16

  /// Capabilities by their bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Calls tools that the caller describes.
  public static let tools = Capabilities(rawValue: 1 << 0)
  /// Reads images.
  public static let images = Capabilities(rawValue: 1 << 1)
  /// Answers in a JSON schema that the caller gives.
  public static let structuredOutput = Capabilities(rawValue: 1 << 2)
  /// Gives the probabilities of its tokens.
  public static let logprobs = Capabilities(rawValue: 1 << 3)
  /// Hears or speaks audio.
  public static let audio = Capabilities(rawValue: 1 << 4)
  /// Reads files such as PDF.
  public static let files = Capabilities(rawValue: 1 << 5)
  /// Thinks before it answers, in tokens that are billed.
  public static let reasoning = Capabilities(rawValue: 1 << 6)
  /// Gives several answers to one request (`n`).
  public static let multipleChoices = Capabilities(rawValue: 1 << 7)
  /// Turns text into vectors.
  public static let embeddings = Capabilities(rawValue: 1 << 8)
  /// Answers a conversation.
  public static let chat = Capabilities(rawValue: 1 << 9)

  /// Every single capability with its name in YAML and in messages.
  public static let names: [(String, Capabilities)] = [
    ("tools", .tools), ("images", .images), ("structured_output", .structuredOutput), ("logprobs", .logprobs),
    ("audio", .audio), ("files", .files), ("reasoning", .reasoning), ("multiple_choices", .multipleChoices),
    ("embeddings", .embeddings), ("chat", .chat),
  ]

  /// The names of the capabilities that are set.
  public var labels: [String] { Self.names.filter { contains($0.1) }.map(\.0) }
}
