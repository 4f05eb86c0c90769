/// A format as data: which fields it has and what its numbers mean.
struct FormatTable: Sendable {
  /// How a count relates to the part of it that is also listed by itself.
  enum Counting: Sendable {
    /// The part is in the count, as OpenAI does it.
    case included
    /// The part is beside the count, as Claude does it.
    case apart
    /// Beside the count when Anthropic is the provider, in it otherwise.
    case byProvider
  }

  var format: LogFormat
  /// The fields of a record, and of a table's heading.
  var fields: FieldTree
  /// Keys that tell the format, alternatives between bars.
  var signature: [String]
  /// How prompt tokens relate to cached ones.
  var input = Counting.included
  /// How answer tokens relate to reasoning.
  var output = Counting.included
  /// What a cost is counted in.
  var costUnit = CostUnit.dollars
  /// What a row stands for when it does not say: 1 call, or 0 for a bucket of unknown size.
  var requestsByDefault = 1
  /// Whether rows are lines of a bill, without tokens.
  var isCostOnly = false
  /// How time is written.
  var time = LogTimeFormat.automatic
  /// What holds for all rows that say nothing else.
  var constants: [Slot: String] = [:]

  /// The table of a format, nil for those that have none of their own.
  static func of(_ format: LogFormat) -> FormatTable? { all.first { $0.format == format } }

  /// The tables of all formats, the most telling first.
  static let all: [FormatTable] = [
    liteLLM, openAIUsage, openAICosts, openAIBatch, claudeUsage, claudeCosts, langfuse, helicone, openRouterActivity,
    openRouterGeneration, openTelemetry, steelyard,
  ]
}
