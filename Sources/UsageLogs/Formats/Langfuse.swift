extension FormatTable {
  private static func spelled(_ fields: [(String, Slot)]) -> [(path: String, slot: Slot)] {
    // The export writes snake case, the API camel case.
    fields.map { ($0.0, $0.1) } + fields.map { (camel($0.0), $0.1) }
  }

  private static func camel(_ path: String) -> String {
    let stem = path.prefix(while: { $0 != "." })
    let words = stem.split(separator: "_")
    let rest = words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return (words.first.map(String.init) ?? "") + rest + path.dropFirst(stem.count)
  }

  /// Langfuse's observations: kinds of usage are meant to be disjoint, as its own ingestion makes them.
  static let langfuse = FormatTable(
    format: .langfuse,
    fields: FieldTree(
      spelled([
        ("id", .id), ("end_time", .at), ("start_time", .atAlternative), ("type", .recordKind),
        ("provided_model_name", .model), ("model", .modelAlternative), ("user_id", .key), ("project_id", .team),
        ("trace_name", .label), ("name", .labelAlternative), ("level", .status), ("input", .messages),
        ("usage_details.input", .prompt), ("usage_details.output", .completion), ("usage_details.total", .total),
        ("usage_details.input_cached_tokens", .cacheRead), ("usage_details.cache_read_input_tokens", .cacheRead),
        ("usage_details.input_cache_read", .cacheRead), ("usage_details.input_cache_creation", .cacheWrite),
        ("usage_details.cache_creation_input_tokens", .cacheWrite),
        ("usage_details.input_cache_write_tokens", .cacheWrite),
        ("usage_details.input_cache_creation_5m", .cacheWriteShort),
        ("usage_details.input_cache_creation_1h", .cacheWriteLong),
        ("usage_details.reasoning_tokens", .reasoning), ("usage_details.output_reasoning_tokens", .reasoning),
        ("usage_details.output_reasoning", .reasoning),
        ("total_cost", .cost), ("cost_details.total", .costAlternative), ("cost_details.input", .costOfInput),
        ("cost_details.output", .costOfOutput),
      ])),
    signature: [
      "trace_id|traceId", "usage_details|usageDetails", "provided_model_name|providedModelName|model_id|modelId",
      "start_time|startTime", "type", "cost_details|costDetails|total_cost|totalCost",
      "parent_observation_id|parentObservationId|status_message|statusMessage|level",
    ], input: .apart, output: .apart)
}
