extension FormatTable {
  /// The gateway's own decisions: the columns of its ledger, or the headings of `steelyard decisions`.
  static let steelyard = FormatTable(
    format: .steelyard,
    fields: FieldTree([
      "id": .id, "decision": .id, "finished_at": .at, "finished": .at, "started_at": .atAlternative,
      "started": .atAlternative, "served_model": .model, "served_by_model": .model, "served by model": .model,
      "served_offer": .modelAlternative, "served_by_offer": .modelAlternative, "served by offer": .modelAlternative,
      "offer": .modelAlternative, "provider": .provider, "key_id": .key, "key": .key, "tenant": .team,
      "use_case": .label, "use case": .label, "status": .status,
      "input": .uncached, "input_tokens": .uncached, "input tokens": .uncached, "tokens_in": .uncached,
      "tokens in": .uncached, "cache_read": .cacheRead, "cache_read_tokens": .cacheRead,
      "cache_read tokens": .cacheRead, "cache_write_5m": .cacheWriteShort,
      "cache_write_5m_tokens": .cacheWriteShort, "cache_write_5m tokens": .cacheWriteShort,
      "cache_write_1h": .cacheWriteLong, "cache_write_1h_tokens": .cacheWriteLong,
      "cache_write_1h tokens": .cacheWriteLong, "output": .completion, "output_tokens": .completion,
      "output tokens": .completion, "out": .completion, "reasoning": .reasoning, "reasoning_tokens": .reasoning,
      "reasoning tokens": .reasoning, "cost_nano": .costNano, "cost": .cost,
    ]),
    signature: [
      "use_case|use case", "stakes", "status", "started_at|started",
      "served_model|offer|served by model|served_by_model",
      "cost_nano|cost", "tenant",
    ], input: .apart, output: .apart)
}
