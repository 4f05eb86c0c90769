extension FormatTable {
  private static func listed(_ fields: [(String, Slot)]) -> [(path: String, slot: Slot)] {
    fields.map { ($0.0, $0.1) } + fields.map { ("results[]." + $0.0, $0.1) }
  }

  private static let dimensions: [(String, Slot)] = [
    ("starting_at", .at), ("model", .model), ("api_key_id", .key), ("workspace_id", .team),
    ("rbac_group_id", .teamAlternative), ("service_tier", .tier), ("inference_geo", .region), ("product", .label),
  ]

  /// Claude's usage report: no count includes another.
  static let claudeUsage = FormatTable(
    format: .claudeUsage,
    fields: FieldTree(
      listed(
        dimensions + [
          ("uncached_input_tokens", .uncached), ("output_tokens", .completion),
          ("cache_read_input_tokens", .cacheRead),
          ("cache_creation.ephemeral_5m_input_tokens", .cacheWriteShort),
          ("cache_creation.ephemeral_1h_input_tokens", .cacheWriteLong), ("requests", .requests),
        ])),
    signature: [
      "starting_at", "uncached_input_tokens", "cache_read_input_tokens", "output_tokens",
      "cache_creation|ephemeral_5m_input_tokens",
    ], input: .apart, requestsByDefault: 0, constants: [.provider: "anthropic"])

  /// Claude's cost report: amounts are text, in cents.
  static let claudeCosts = FormatTable(
    format: .claudeCosts,
    fields: FieldTree(
      listed(
        dimensions + [
          ("amount", .cost), ("currency", .currency), ("description", .label), ("cost_type", .labelAlternative),
        ]
      )),
    signature: [
      "starting_at", "amount", "currency", "cost_type|description|token_type", "workspace_id|model|service_tier",
    ],
    costUnit: .cents, requestsByDefault: 0, isCostOnly: true, constants: [.provider: "anthropic"])
}
