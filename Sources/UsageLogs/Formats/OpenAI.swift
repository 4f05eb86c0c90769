extension FormatTable {
  private static let bucket: [(String, Slot)] = [("start_time", .at)]

  private static func listed(_ fields: [(String, Slot)]) -> [(path: String, slot: Slot)] {
    // Buckets hold a list of results; flattened exports write the same names side by side.
    fields.map { ($0.0, $0.1) } + fields.map { ("results[]." + $0.0, $0.1) }
  }

  /// OpenAI's `organization.usage.completions`: input counts include cached and cache-write tokens.
  static let openAIUsage = FormatTable(
    format: .openAIUsage,
    fields: FieldTree(
      listed(
        bucket + [
          ("object", .recordKind), ("input_tokens", .prompt), ("output_tokens", .completion),
          ("num_model_requests", .requests), ("input_cached_tokens", .cacheRead),
          ("input_cache_write_tokens", .cacheWrite), ("input_cache_write_30m_tokens", .cacheWriteShort),
          ("input_cache_write_12h_tokens", .cacheWriteLong), ("model", .model), ("project_id", .team),
          ("api_key_id", .key), ("user_id", .keyAlternative), ("api_source", .label), ("batch", .isBatch),
          ("service_tier", .tier),
        ])),
    signature: [
      "start_time", "input_tokens", "output_tokens", "num_model_requests", "input_cached_tokens|input_uncached_tokens",
      "api_key_id|project_id|user_id",
    ], requestsByDefault: 0, constants: [.provider: "openai"])

  /// OpenAI's `organization.costs`: an amount in dollars for each line of the bill.
  static let openAICosts = FormatTable(
    format: .openAICosts,
    fields: FieldTree(
      listed(
        bucket + [
          ("object", .recordKind), ("amount.value", .cost), ("amount.currency", .currency), ("line_item", .label),
          ("project_id", .team), ("api_key_id", .key),
        ])),
    signature: ["start_time", "amount", "value", "currency", "line_item", "project_id|api_key_id"],
    requestsByDefault: 0, isCostOnly: true, constants: [.provider: "openai"])

  /// The output of a batch: each line a response as the API would have given it, at the batch tier.
  static let openAIBatch = FormatTable(
    format: .openAIBatch,
    fields: FieldTree([
      "id": .id, "response.body.created": .at, "response.body.created_at": .at, "response.body.model": .model,
      "response.status_code": .httpStatus, "error": .error,
      "response.body.usage.prompt_tokens": .prompt, "response.body.usage.completion_tokens": .completion,
      "response.body.usage.total_tokens": .total,
      "response.body.usage.prompt_tokens_details.cached_tokens": .cacheRead,
      "response.body.usage.prompt_tokens_details.cache_write_tokens": .cacheWrite,
      "response.body.usage.completion_tokens_details.reasoning_tokens": .reasoning,
      "response.body.usage.input_tokens": .prompt, "response.body.usage.output_tokens": .completion,
      "response.body.usage.input_tokens_details.cached_tokens": .cacheRead,
      "response.body.usage.input_tokens_details.cache_write_tokens": .cacheWrite,
      "response.body.usage.output_tokens_details.reasoning_tokens": .reasoning,
    ]),
    signature: ["custom_id", "response", "status_code", "body", "error|request_id", "usage|choices|output"],
    constants: [.provider: "openai", .tier: "batch"])
}
