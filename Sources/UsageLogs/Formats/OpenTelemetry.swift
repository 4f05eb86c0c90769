extension FormatTable {
  /// OTLP/JSON spans with the `gen_ai` attributes, old names too; input counts include cached tokens.
  static let openTelemetry = FormatTable(
    format: .openTelemetry,
    fields: FieldTree(
      spanPaths.flatMap { prefix in
        spanFields.map { (prefix + $0.0, $0.1) }
      } + [("resource.attributes<service.name>", .team), ("resource.attributes<cloud.region>", .region)]),
    signature: [
      "scopeSpans|instrumentationLibrarySpans|spans", "attributes", "traceId", "spanId",
      "gen_ai.usage.input_tokens|gen_ai.usage.prompt_tokens|gen_ai.system|gen_ai.provider.name|gen_ai.operation.name",
    ])

  // A record is a resource with its spans, or, as some exporters write it, one span.
  private static let spanPaths = ["scopeSpans[].spans[].", ""]

  private static let spanFields: [(String, Slot)] =
    [
      ("spanId", .id), ("endTimeUnixNano", .at), ("startTimeUnixNano", .atAlternative), ("status.code", .spanStatus),
      ("name", .labelAlternative),
    ] + attributes.map { ("attributes<\($0.0)>", $0.1) }

  private static let attributes: [(String, Slot)] = [
    ("gen_ai.operation.name", .recordKind), ("gen_ai.provider.name", .provider), ("gen_ai.system", .provider),
    ("gen_ai.response.model", .model), ("gen_ai.request.model", .modelAlternative),
    ("gen_ai.usage.input_tokens", .prompt), ("gen_ai.usage.prompt_tokens", .prompt),
    ("gen_ai.usage.output_tokens", .completion), ("gen_ai.usage.completion_tokens", .completion),
    ("gen_ai.usage.cache_read.input_tokens", .cacheRead), ("gen_ai.usage.cache_creation.input_tokens", .cacheWrite),
    ("gen_ai.usage.reasoning.output_tokens", .reasoning), ("gen_ai.usage.cost", .cost), ("error.type", .error),
    ("gen_ai.agent.name", .label), ("enduser.id", .key), ("user.id", .key),
    ("openai.response.service_tier", .tier), ("gen_ai.openai.response.service_tier", .tier),
    ("gen_ai.input.messages", .messages), ("cloud.region", .region),
  ]
}
