/// What can be wrong with a log.
public enum LogProblemKind: String, CaseIterable, Codable, Sendable {
  case missingTokens = "missing_tokens"
  case negativeTokens = "negative_tokens"
  case overflowingTokens = "overflowing_tokens"
  case textualTokens = "textual_tokens"
  case fractionalTokens = "fractional_tokens"
  case cachedExceedsPrompt = "cached_exceeds_prompt"
  case reasoningExceedsOutput = "reasoning_exceeds_output"
  case missingTime = "missing_time"
  case malformedTime = "malformed_time"
  case timeWithoutZone = "time_without_zone"
  case missingModel = "missing_model"
  case missingCost = "missing_cost"
  case malformedCost = "malformed_cost"
  case negativeCost = "negative_cost"
  case foreignCurrency = "foreign_currency"
  case notACall = "not_a_call"
  case malformedRecord = "malformed_record"
  case wrongFieldCount = "wrong_field_count"
  case unrecognisedRecord = "unrecognised_record"
  case recordTooLong = "record_too_long"
  case unbalancedQuote = "unbalanced_quote"
  case truncatedRecord = "truncated_record"
  case truncatedStream = "truncated_stream"
  case corruptStream = "corrupt_stream"
  case readFailure = "read_failure"
  case unreadableFile = "unreadable_file"
  case unknownFormat = "unknown_format"
  case wrongFormat = "wrong_format"

  /// What a problem does to what is read.
  public enum Effect: String, Codable, Sendable {
    /// The row is sound; something is worth knowing.
    case noted
    /// The row is kept without this field.
    case fieldUnknown = "field_unknown"
    /// The row, or what stands in its place, is left out.
    case leftOut = "left_out"
    /// The rest of the file, or all of it, could not be read.
    case fileCut = "file_cut"
  }

  /// What it does to what is read.
  public var effect: Effect {
    switch self {
    case .timeWithoutZone, .missingModel, .notACall: .noted
    case .malformedCost, .negativeCost, .foreignCurrency: .fieldUnknown
    case .truncatedStream, .corruptStream, .readFailure, .unreadableFile, .unknownFormat, .wrongFormat: .fileCut
    default: .leftOut
    }
  }

  /// What it means and what to do.
  public var explanation: String {
    switch self {
    case .missingTokens: "the row counts no tokens; export the token columns too, or map them"
    case .negativeTokens: "a token count is negative"
    case .overflowingTokens: "a token count is above \(TokenText.limit)"
    case .textualTokens: "a token count is not a number"
    case .fractionalTokens: "a token count is not whole"
    case .cachedExceedsPrompt:
      "more cached than prompt tokens: perhaps the log counts them apart; map it with input_includes_cached: false"
    case .reasoningExceedsOutput:
      "more reasoning than answer tokens: perhaps the log counts them apart; map it with output_includes_reasoning: false"
    case .missingTime: "the row has no time, so no dated price applies"
    case .malformedTime: "the time is none between 1971 and 2199"
    case .timeWithoutZone: "the time names no zone and was taken as UTC"
    case .missingModel: "the row names no model and cannot be priced"
    case .missingCost: "a line of a bill without an amount"
    case .malformedCost: "the cost is not a number; it was taken as unknown"
    case .negativeCost: "the cost of a call is negative; it was taken as unknown"
    case .foreignCurrency: "the cost is not in US dollars; it was taken as unknown and is in no sum"
    case .notACall: "the record is no call to a model, such as a tool's span"
    case .malformedRecord: "the record cannot be read"
    case .wrongFieldCount: "the record has not as many fields as the heading"
    case .unrecognisedRecord: "the record has none of the format's fields"
    case .recordTooLong: "the record is longer than the limit and was skipped"
    case .unbalancedQuote: "a quoted field does not end; reading goes on in the next line"
    case .truncatedRecord: "the file ends within a record"
    case .truncatedStream: "the compressed file ends early; copy it again"
    case .corruptStream: "the compressed file is damaged from here on; copy it again"
    case .readFailure: "the file could not be read further"
    case .unreadableFile: "the file could not be opened"
    case .unknownFormat: "the format was not recognised; name it with --from or describe it in a mapping file"
    case .wrongFormat:
      "most records are not of this format; name the right one with --from or describe it in a mapping file"
    }
  }
}
