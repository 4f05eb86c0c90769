import Dialects
import Testing

@Suite("Anthropic requests for an OpenAI-compatible upstream")
struct TranslationToOpenAITests {
  private func messages(_ messages: String, system: String = "null") throws -> String {
    spelled(try toOpenAI(#"{"model":"m","max_tokens":5,"system":\#(system),"messages":[\#(messages)]}"#)["messages"])
  }

  private func request(_ members: String, model: String = "open-model") throws -> JSONValue {
    try toOpenAI(
      #"{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"q"}],\#(members)}"#, model: model)
  }

  @Test("the system prompt comes first, and later instructions stay in their place")
  func system() throws {
    #expect(
      try messages(
        #"{"role":"user","content":"q"},{"role":"system","content":"C"},{"role":"user","content":"r"}"#,
        system: #"[{"type":"text","text":"A","cache_control":{"type":"ephemeral"}},{"type":"text","text":"B"}]"#)
        == #"[{"role":"system","content":"A\n\nB"},{"role":"user","content":"q"},"#
        + #"{"role":"system","content":"C"},{"role":"user","content":"r"}]"#)
  }

  @Test("results come right after the calls, failures say so, and images follow in the user's message")
  func toolResults() throws {
    #expect(
      try messages(
        #"""
        {"role":"user","content":"q"},{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},
        {"type":"text","text":"w"},{"type":"tool_use","id":"a","name":"f","input":{"x":1.50}},
        {"type":"tool_use","id":"b","name":"g","input":{}}]},{"role":"user","content":[
        {"type":"tool_result","tool_use_id":"a","content":"1"},
        {"type":"tool_result","tool_use_id":"b","is_error":true,"content":[{"type":"text","text":"2"},
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUJD"}}]},
        {"type":"text","text":"go on"}]}
        """#)
        == #"[{"role":"user","content":"q"},{"role":"assistant","content":"w","tool_calls":["#
        + #"{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1.50}"}},"#
        + #"{"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},"#
        + #"{"role":"tool","tool_call_id":"a","content":"1"},{"role":"tool","tool_call_id":"b","content":"Error: 2\n\n"#
        + #"(The result goes on with a file or an image in the next user message.)"},"#
        + #"{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}},"#
        + #"{"type":"text","text":"go on"}]}]"#)
  }

  @Test("documents become files, or text where they are text")
  func documents() throws {
    #expect(
      try messages(
        #"""
        {"role":"user","content":[
        {"type":"document","title":"T","source":{"type":"base64","media_type":"application/pdf","data":"REVG"}},
        {"type":"document","title":"U","source":{"type":"text","media_type":"text/plain","data":"plain"}}]}
        """#)
        == #"[{"role":"user","content":[{"type":"file","file":{"filename":"T.pdf","#
        + #""file_data":"data:application/pdf;base64,REVG"}},{"type":"text","text":"U\n\nplain"}]}]"#)
  }

  @Test(
    "the choice of tools and parallel calls are said in OpenAI's words",
    arguments: [
      (#"{"type":"auto"}"#, #""auto""#, ""), (#"{"type":"none"}"#, #""none""#, ""),
      (#"{"type":"any","disable_parallel_tool_use":true}"#, #""required""#, "false"),
      (#"{"type":"tool","name":"f"}"#, #"{"type":"function","function":{"name":"f"}}"#, ""),
    ])
  func toolChoice(given: String, choice: String, parallel: String) throws {
    let request = try request(#""tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":\#(given)"#)
    #expect(spelled(request["tool_choice"]) == choice)
    #expect(spelled(request["parallel_tool_calls"]) == parallel)
  }

  @Test(
    "a schema is strict where OpenAI can hold the model to it",
    arguments: [
      (#"{"type":"object","properties":{"a":{}},"required":["a"],"additionalProperties":false}"#, true),
      (#"{"type":"object","properties":{"a":{},"b":{}},"required":["a"],"additionalProperties":false}"#, false),
      (#"{"type":"array","items":{"type":"object","properties":{"a":{}},"required":["a"]}}"#, false),
    ])
  func strictness(schema: String, isStrict: Bool) throws {
    let request = try request(
      #"""
      "output_config":{"format":{"type":"json_schema","schema":\#(schema)}},
      "tools":[{"name":"f","strict":true,"input_schema":\#(schema)}]
      """#)
    #expect(request["response_format"]?["json_schema"]?["strict"]?.bool == isStrict)
    #expect(spelled(request["response_format"]?["json_schema"]?["schema"]) == schema)
    #expect(request["tools"]?.array?.first?["function"]?["strict"]?.bool == (isStrict ? true : nil))
  }

  @Test(
    "the limit of output tokens goes where the model takes it",
    arguments: [
      ("gpt-5.2", "max_completion_tokens"), ("openai/gpt-6-astra", "max_completion_tokens"),
      ("o4-mini", "max_completion_tokens"), ("gpt-4o", "max_tokens"), ("gpt-oss-120b", "max_tokens"),
      ("deepseek-v4", "max_tokens"), ("qwen3.7-plus", "max_tokens"), ("olmo", "max_tokens"),
    ])
  func limit(model: String, field: String) throws {
    #expect(try request(#""x":1"#, model: model)[field]?.integer == 5)
  }

  @Test(
    "effort and budgets of thinking become reasoning effort",
    arguments: [
      (#""output_config":{"effort":"max"}"#, "max"), (#""thinking":{"type":"enabled","budget_tokens":1024}"#, "low"),
      (#""thinking":{"type":"enabled","budget_tokens":8000}"#, "medium"),
      (#""thinking":{"type":"enabled","budget_tokens":32000}"#, "high"),
      (#""thinking":{"type":"adaptive"},"output_config":{"effort":"low"}"#, "low"),
    ])
  func effort(members: String, effort: String) throws {
    #expect(try request(members)["reasoning_effort"]?.string == effort)
  }

  @Test("a stream asks for usage, and hints without a counterpart are left out")
  func others() throws {
    let request = try request(
      #"""
      "stream":true,"temperature":0.50,"top_p":0.9,"top_k":3,"stop_sequences":["END"],"metadata":{"user_id":"u"},
      "service_tier":"auto","speed":"fast","thinking":{"type":"disabled"},"cache_control":{"type":"ephemeral"}
      """#)
    #expect(
      request.object?.map(\.0) == [
        "model", "messages", "max_tokens", "temperature", "top_p", "stop", "user", "stream", "stream_options",
      ])
    #expect(spelled(request["temperature"]) == "0.50")
    #expect(spelled(request["stream_options"]) == #"{"include_usage":true}"#)
  }
}
