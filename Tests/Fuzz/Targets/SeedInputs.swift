/// Valid inputs to start from; all written for this purpose.
enum SeedInputs {
  static let openAIRequests = [
    #"{"model":"steelyard/crm","messages":[{"role":"user","content":"Hi"}]}"#,
    #"""
    {"model":"gpt-5","messages":[{"role":"developer","content":"Be\nbrief"},{"content":[{"type":"text","text":"Grüße 中 😀"},
     {"type":"image_url","image_url":{"url":"data:image/png;base64,QUJDRA==","detail":"low"}}],"role":"user"},
     {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"look",
     "arguments":"{\"q\":[1,2]}"}},{"id":"call_2","type":"function","function":{"name":"find","arguments":"{}"}}]},
     {"role":"tool","tool_call_id":"call_1","content":"42"},{"role":"tool","tool_call_id":"call_2","content":[{"type":"text","text":"x"}]}],
     "stream":true,"stream_options":{"include_usage":false},"max_tokens":100,"max_completion_tokens":null,"n":1,
     "metadata":{"use_case":"crm"},"tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object"}}}],
     "tool_choice":"auto","parallel_tool_calls":true,"response_format":{"type":"json_object"},"stop":["a","b"],"seed":7,
     "temperature":0.5,"service_tier":"auto","user":"u1"}
    """#,
    #"{"mod\u0065l":"a","messages":[{"role":"user","content":"\ud83d\ude00 \ud800 \\ \" \/"}],"stream":true,"stream_options":{}}"#,
    #"""
    {"model":"m","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"QUJD","format":"wav"}},
     {"type":"file","file":{"file_data":"QUJD","filename":"a.pdf"}}]}],"n":2,"logprobs":true,"top_logprobs":2,
     "modalities":["text","audio"],"reasoning_effort":"low","response_format":{"type":"json_schema","json_schema":
     {"name":"a","schema":{"type":"object","properties":{"b":{"type":"string"}}}}},"tool_choice":{"type":"function","function":{"name":"f"}}}
    """#,
  ]

  static let anthropicRequests = [
    #"{"model":"claude","max_tokens":10,"system":"Sys","messages":[{"role":"user","content":"Hi"}]}"#,
    #"""
    {"model":"claude","max_tokens":1024,"system":[{"type":"text","text":"Sys","cache_control":{"type":"ephemeral"}}],
     "messages":[{"role":"user","content":[{"type":"text","text":"Look"},{"type":"image","source":{"type":"base64",
     "media_type":"image/png","data":"QUJDRA=="}},{"type":"image","source":{"type":"url","url":"https://example.org/a.png"}},
     {"type":"document","source":{"type":"text","media_type":"text/plain","data":"doc"}}]},
     {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"So"},
     {"type":"tool_use","id":"t1","name":"look","input":{"q":1}}]},{"role":"user","content":[{"type":"tool_result",
     "tool_use_id":"t1","is_error":false,"content":[{"type":"text","text":"found"}]},{"type":"text","text":"and?"}]}],
     "tools":[{"name":"look","description":"d","input_schema":{"type":"object"}}],"tool_choice":{"type":"auto",
     "disable_parallel_tool_use":true},"stream":true,"stop_sequences":["x"],"temperature":1,"top_k":5,
     "thinking":{"type":"enabled","budget_tokens":1024},"metadata":{"user_id":"u","use_case":"law"}}
    """#,
  ]

  static let embeddingRequests = [
    #"{"model":"e","input":"text"}"#, #"{"model":"e","input":["a","b"]}"#,
    #"{"input":[[1,2],[3]],"model":"e","dimensions":8}"#,
  ]

  static let openAIReplies = [
    #"""
    {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant",
     "content":"Gr\u00fc\u00dfe","refusal":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"look",
     "arguments":"{\"q\":1}"}}]},"logprobs":null,"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":100,
     "completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":30,"cache_write_tokens":20},
     "completion_tokens_details":{"reasoning_tokens":40}}}
    """#,
    #"{"error":{"message":"no","type":"rate_limit_error","param":null,"code":429}}"#,
    #"{"object":"list","data":[{"embedding":[0.1,-2e-3]}],"usage":{"prompt_tokens":8,"total_tokens":8}}"#,
  ]

  static let anthropicReplies = [
    #"""
    {"id":"m","type":"message","role":"assistant","model":"claude","content":[{"type":"thinking","thinking":"hm","signature":"s"},
     {"type":"text","text":"Hello"},{"type":"tool_use","id":"t","name":"look","input":{"q":1}}],"stop_reason":"tool_use",
     "stop_sequence":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":8,"cache_read_input_tokens":4,
     "cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":5},"output_tokens":6}}
    """#,
    #"{"type":"error","error":{"type":"overloaded_error","message":"busy"}}"#,
  ]

  static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }
}
