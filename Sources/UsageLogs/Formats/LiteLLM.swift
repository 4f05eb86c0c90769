extension FormatTable {
  /// LiteLLM's `LiteLLM_SpendLogs` (litellm/proxy/schema.prisma); details of tokens are only in its metadata.
  static let liteLLM = FormatTable(
    format: .liteLLM,
    fields: FieldTree([
      "request_id": .id, "endTime": .at, "startTime": .atAlternative, "model": .model,
      "model_group": .modelAlternative, "custom_llm_provider": .provider, "api_key": .key, "team_id": .team,
      "organization_id": .teamAlternative, "request_tags": .label, "call_type": .labelAlternative,
      "prompt_tokens": .prompt, "completion_tokens": .completion, "total_tokens": .total, "spend": .cost,
      "status": .status, "messages": .messages, "proxy_server_request.messages": .messages,
      "metadata.status": .status,
      "metadata.usage_object.prompt_tokens_details.cached_tokens": .cacheRead,
      "metadata.usage_object.prompt_tokens_details.cache_write_tokens": .cacheWrite,
      "metadata.usage_object.cache_read_input_tokens": .cacheRead,
      "metadata.usage_object.cache_creation_input_tokens": .cacheWrite,
      "metadata.usage_object.completion_tokens_details.reasoning_tokens": .reasoning,
      "metadata.additional_usage_values.prompt_tokens_details.cached_tokens": .cacheRead,
      "metadata.additional_usage_values.cache_read_input_tokens": .cacheRead,
      "metadata.additional_usage_values.cache_creation_input_tokens": .cacheWrite,
      "metadata.additional_usage_values.completion_tokens_details.reasoning_tokens": .reasoning,
      "metadata.usage_object.service_tier": .tier,
    ]),
    signature: [
      "request_id", "call_type", "spend", "startTime", "endTime", "prompt_tokens", "completion_tokens",
      "custom_llm_provider|model_group|api_key", "cache_hit|cache_key|request_tags|team_id|metadata",
    ])
}
