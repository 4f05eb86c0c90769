import Catalog

extension SampleLog {
  func usageObject(_ call: Call) -> String {
    """
    {"prompt_tokens":\(call.prompt),"completion_tokens":\(call.completion),"prompt_tokens_details":{"cached_tokens":\
    \(call.usage.cacheRead),"cache_write_tokens":\(call.usage.cacheWriteShort)},"completion_tokens_details":\
    {"reasoning_tokens":\(call.usage.reasoning)},"total_tokens":\(call.prompt + call.completion)}
    """
  }

  func liteLLM(_ call: Call) -> String {
    """
    {"request_id":"\(call.id)","call_type":"acompletion","spend":\(call.dollars),"total_tokens":\
    \(call.prompt + call.completion),"prompt_tokens":\(call.prompt),"completion_tokens":\(call.completion),\
    "startTime":"\(call.time)","endTime":"\(call.time)","model":"\(call.model)","api_key":"k","cache_hit":"False",\
    "metadata":{"usage_object":\(usageObject(call))}}
    """
  }

  var liteLLMColumns: [String] {
    [
      "request_id", "call_type", "spend", "prompt_tokens", "completion_tokens", "startTime", "endTime", "model",
      "api_key", "cache_hit", "metadata",
    ]
  }

  func liteLLMCells(_ call: Call) -> [String] {
    [
      call.id, "acompletion", call.dollars, "\(call.prompt)", "\(call.completion)", call.time, call.time, call.model,
      "k", "False", "{\"usage_object\":\(usageObject(call))}",
    ]
  }

  func dump() -> String {
    let columns = liteLLMColumns.map { $0.contains("T") ? "\"\($0)\"" : $0 }.joined(separator: ", ")
    return "-- PostgreSQL database dump\nCOPY public.\"LiteLLM_SpendLogs\" (\(columns)) FROM stdin;\n"
      + calls.map { liteLLMCells($0).joined(separator: "\t") + "\n" }.joined() + "\\.\n"
  }

  func inserts() -> String {
    let columns = liteLLMColumns.map { $0.contains("T") ? "\"\($0)\"" : $0 }.joined(separator: ", ")
    return calls.map { call in
      let values = liteLLMCells(call).map { "'\($0)'" }.joined(separator: ", ")
      return "INSERT INTO public.\"LiteLLM_SpendLogs\" (\(columns)) VALUES (\(values));\n"
    }.joined()
  }

  func usageBucket(_ call: Call) -> String {
    """
    {"object":"bucket","start_time":\(call.seconds),"results":[{"object":"organization.usage.completions.result",\
    "input_tokens":\(call.prompt),"output_tokens":\(call.completion),"num_model_requests":1,"input_cached_tokens":\
    \(call.usage.cacheRead),"input_cache_write_tokens":\(call.usage.cacheWriteShort),"model":"\(call.model)"}]}
    """
  }

  func costBucket(_ call: Call) -> String {
    """
    {"start_time":\(call.seconds),"results":[{"object":"organization.costs.result","amount":{"value":\(call.dollars),\
    "currency":"usd"},"line_item":"\(call.model), input"}]}
    """
  }

  func batch(_ call: Call) -> String {
    """
    {"id":"\(call.id)","custom_id":"c","response":{"status_code":200,"body":{"created":\(call.seconds),"model":\
    "\(call.model)","usage":\(usageObject(call))}},"error":null}
    """
  }

  func claudeBucket(_ call: Call) -> String {
    """
    {"starting_at":"\(call.time)","results":[{"uncached_input_tokens":\(call.usage.input),"cache_creation":\
    {"ephemeral_1h_input_tokens":0,"ephemeral_5m_input_tokens":\(call.usage.cacheWriteShort)},\
    "cache_read_input_tokens":\(call.usage.cacheRead),"output_tokens":\(call.completion),"model":"\(call.model)"}]}
    """
  }

  func claudeCost(_ call: Call) -> String {
    """
    {"starting_at":"\(call.time)","results":[{"currency":"USD","amount":"\(call.cents)","description":"d",\
    "cost_type":"tokens","model":"\(call.model)"}]}
    """
  }

  func details(_ call: Call) -> String {
    """
    {"input":\(call.usage.input),"input_cached_tokens":\(call.usage.cacheRead),"input_cache_creation":\
    \(call.usage.cacheWriteShort),"output":\(call.usage.output),"output_reasoning_tokens":\(call.usage.reasoning),\
    "total":\(call.prompt + call.completion)}
    """
  }

  func langfuse(_ call: Call) -> String {
    """
    {"id":"\(call.id)","trace_id":"t","type":"GENERATION","parent_observation_id":null,"start_time":"\(call.time)",\
    "end_time":"\(call.time)","provided_model_name":"\(call.model)","usage_details":\(Self.literal(details(call))),\
    "cost_details":"{}","total_cost":\(call.dollars)}
    """
  }

  func langfuseAPI(_ call: Call) -> String {
    """
    {"id":"\(call.id)","traceId":"t","type":"GENERATION","parentObservationId":null,"startTime":"\(call.time)",\
    "endTime":"\(call.time)","model":"\(call.model)","modelId":null,"usageDetails":\(details(call)),\
    "costDetails":{"total":\(call.dollars)}}
    """
  }

  func langfuseTable() -> String {
    "id,trace_id,type,start_time,end_time,level,provided_model_name,usage_details,cost_details,total_cost\n"
      + calls.map { call in
        "\(call.id),t,GENERATION,\(call.time),\(call.time),DEFAULT,\(call.model),\(Self.quoted(details(call))),{},\(call.dollars)\n"
      }.joined()
  }

  func helicone(_ call: Call) -> String {
    """
    {"request_id":"\(call.id)","request_created_at":"\(call.time)","response_created_at":"\(call.time)",\
    "request_model":"\(call.model)","response_status":200,"provider":"OPENAI","prompt_tokens":\(call.prompt),\
    "completion_tokens":\(call.completion),"total_tokens":\(call.prompt + call.completion),\
    "prompt_cache_read_tokens":\(call.usage.cacheRead),"prompt_cache_write_tokens":\(call.usage.cacheWriteShort),\
    "reasoning_tokens":\(call.usage.reasoning),"costUSD":\(call.dollars)}
    """
  }

  func heliconeTable() -> String {
    "request_id;request_created_at;response_status;response_model;provider;prompt_tokens;completion_tokens;delay_ms;"
      + "prompt_cache_read_tokens;prompt_cache_write_tokens;reasoning_tokens;costUSD\n"
      + calls.map { call in
        "\(call.id);\(call.time);200;\(call.model);ANTHROPIC;\(call.usage.input);\(call.completion);5;"
          + "\(call.usage.cacheRead);\(call.usage.cacheWriteShort);\(call.usage.reasoning);\(call.dollars)\n"
      }.joined()
  }

  func openRouter(_ call: Call) -> String {
    """
    {"id":"\(call.id)","created_at":"\(call.time)","model":"\(call.model)","provider_name":"x",\
    "native_tokens_prompt":\(call.prompt - call.usage.cacheWriteShort),"native_tokens_completion":\(call.completion),\
    "native_tokens_reasoning":\(call.usage.reasoning),"native_tokens_cached":\(call.usage.cacheRead),\
    "total_cost":\(call.dollars),"latency":5}
    """
  }

  func resource(_ call: Call) -> String {
    let counts = [
      ("input_tokens", call.prompt), ("output_tokens", call.completion),
      ("cache_read.input_tokens", call.usage.cacheRead),
      ("cache_creation.input_tokens", call.usage.cacheWriteShort), ("reasoning.output_tokens", call.usage.reasoning),
    ]
    let attributes = counts.map { name, count in
      "{\"key\":\"gen_ai.usage.\(name)\",\"value\":{\"intValue\":\"\(count)\"}}"
    }.joined(separator: ",")
    return """
      {"resource":{"attributes":[]},"scopeSpans":[{"spans":[{"traceId":"t","spanId":"\(call.id)","endTimeUnixNano":\
      "\(call.seconds)000000000","attributes":[{"key":"gen_ai.response.model","value":{"stringValue":"\(call.model)"}},\
      \(attributes)]}]}]}
      """
  }

  var steelyardColumns: [String] {
    [
      "id", "started_at", "finished_at", "tenant", "use_case", "stakes", "served_model", "status", "input",
      "cache_read",
      "cache_write_5m", "cache_write_1h", "output", "reasoning", "cost_nano",
    ]
  }

  func steelyardCells(_ call: Call) -> [String] {
    [
      call.id, "\(call.seconds)000", "\(call.seconds)000", "acme", "crm", "low", call.model, "ok",
      "\(call.usage.input)",
      "\(call.usage.cacheRead)", "\(call.usage.cacheWriteShort)", "0", "\(call.usage.output)",
      "\(call.usage.reasoning)", "\(call.nano)",
    ]
  }

  func steelyardObjects() -> String {
    "[\n"
      + calls.map { call in
        let members = zip(steelyardColumns, steelyardCells(call)).map { "\"\($0)\": \"\($1)\"" }
        return "  {" + members.joined(separator: ", ") + "}"
      }.joined(separator: ",\n") + "\n]\n"
  }
}
