extension FormatTable {
  /// Helicone's requests (packages/llm-mapper/types.ts); prompt counts follow the provider's habit.
  static let helicone = FormatTable(
    format: .helicone,
    fields: FieldTree([
      "request_id": .id, "response_created_at": .at, "request_created_at": .atAlternative,
      "response_model": .model, "model_override": .model, "request_model": .modelAlternative,
      "model": .modelAlternative, "provider": .provider, "request_user_id": .key, "prompt_id": .label,
      "request_path": .labelAlternative, "response_status": .httpStatus,
      "prompt_tokens": .prompt, "completion_tokens": .completion, "total_tokens": .total,
      "prompt_cache_read_tokens": .cacheRead, "prompt_cache_write_tokens": .cacheWrite,
      "reasoning_tokens": .reasoning, "costUSD": .cost, "cost": .costAlternative, "request_body": .messages,
    ]),
    signature: [
      "request_id", "request_created_at", "response_status", "request_model|response_model|model", "prompt_tokens",
      "completion_tokens", "request_path|target_url|request_user_id|delay_ms|response_created_at",
    ], input: .byProvider)

  /// OpenRouter's activity; what was paid to one's own provider comes on top of what OpenRouter charged.
  static let openRouterActivity = FormatTable(
    format: .openRouterActivity,
    fields: FieldTree([
      "date": .at, "model": .model, "model_permaslug": .modelAlternative, "provider_name": .provider,
      "modelPermaslug": .modelAlternative, "providerName": .provider, "byokUsageInference": .costExtra,
      "promptTokens": .prompt, "completionTokens": .completion, "reasoningTokens": .reasoning,
      "usage": .cost, "byok_usage_inference": .costExtra, "requests": .requests, "prompt_tokens": .prompt,
      "completion_tokens": .completion, "reasoning_tokens": .reasoning,
    ]),
    signature: [
      "date", "model_permaslug|modelPermaslug|endpoint_id|endpointId", "usage", "requests",
      "prompt_tokens|promptTokens", "completion_tokens|completionTokens", "provider_name|providerName",
      "byok_usage_inference|byokUsageInference|reasoning_tokens|reasoningTokens",
    ], requestsByDefault: 0)

  /// OpenRouter's generations: the model's own token counts, which are what is billed.
  static let openRouterGeneration = FormatTable(
    format: .openRouterGeneration,
    fields: FieldTree([
      "id": .id, "created_at": .at, "model": .model, "provider_name": .provider, "external_user": .key,
      "api_type": .label, "service_tier": .tier, "cancelled": .cancelled,
      "native_tokens_prompt": .prompt, "native_tokens_completion": .completion,
      "native_tokens_reasoning": .reasoning, "native_tokens_cached": .cacheRead,
      "total_cost": .cost, "usage": .costAlternative,
      "createdAt": .at, "providerName": .provider, "nativeTokensPrompt": .prompt,
      "nativeTokensCompletion": .completion, "nativeTokensReasoning": .reasoning, "nativeTokensCached": .cacheRead,
      "totalCost": .cost,
    ]),
    signature: [
      "native_tokens_prompt|nativeTokensPrompt", "native_tokens_completion|nativeTokensCompletion",
      "total_cost|totalCost|usage", "created_at|createdAt", "provider_name|providerName",
      "generation_time|generationTime|latency|is_byok|upstream_id",
    ])
}
