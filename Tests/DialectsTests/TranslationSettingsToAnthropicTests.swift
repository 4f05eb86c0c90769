import Dialects
import Testing

@Suite("OpenAI settings for an Anthropic upstream")
struct TranslationSettingsToAnthropicTests {
  private func request(_ members: String, model: String = "claude-opus-5-5") throws -> JSONValue {
    try toAnthropic(
      #"{"model":"m","messages":[{"role":"user","content":"q"}]\#(members.isEmpty ? "" : ",")\#(members)}"#,
      model: model)
  }

  private let tools = #""tools":[{"type":"function","function":{"name":"f"}}]"#

  @Test("a plain request holds the model, the default limit and the messages, nothing else")
  func plain() throws {
    #expect(
      spelled(try request(""))
        == #"{"model":"claude-opus-5-5","max_tokens":777,"#
        + #""messages":[{"role":"user","content":[{"type":"text","text":"q"}]}]}"#)
  }

  @Test(
    "the smaller limit of output tokens is sent",
    arguments: [
      (#""max_tokens":5"#, 5), (#""max_completion_tokens":6"#, 6), (#""max_tokens":9,"max_completion_tokens":8"#, 8),
      (#""max_tokens":null"#, 777),
    ])
  func limit(members: String, expected: Int) throws {
    #expect(try request(members)["max_tokens"]?.integer == expected)
  }

  @Test(
    "settings of sampling go only to models that take them, and the temperature stops at 1",
    arguments: [
      ("claude-opus-5-5", #""temperature":0.2"#, "", ""), ("claude-fable-5-2", #""top_p":0.5"#, "", ""),
      ("claude-haiku-4-5", #""temperature":0.20"#, "0.20", ""), ("claude-haiku-4-5", #""temperature":1.7"#, "1", ""),
      ("claude-haiku-4-5", #""temperature":1e999"#, "1", ""), ("claude-haiku-4-5", #""top_p":0.5"#, "", "0.5"),
      ("claude-haiku-4-5", #""temperature":1,"top_p":0.5"#, "1", ""),
      ("some-model", #""temperature":1,"top_p":0.5"#, "1", "0.5"),
    ])
  func sampling(model: String, members: String, temperature: String, topP: String) throws {
    let request = try request(members, model: model)
    #expect(spelled(request["temperature"]) == temperature)
    #expect(spelled(request["top_p"]) == topP)
  }

  @Test(
    "which models take a temperature is told by their names, unknown ones count as new",
    arguments: [
      ("claude-3-5-haiku-20241022", true), ("claude-2.1", true), ("claude-instant-1.2", true),
      ("claude-opus-4-20250514", true), ("us.anthropic.claude-sonnet-4-6-v1:0", true), ("claude-opus-4-6", true),
      ("claude-opus-4-7", false), ("claude-haiku-5", false), ("anthropic/claude-sonnet-5-5", false),
      ("claude-next", false), ("claude-99999999999999999999-opus", false),
    ])
  func modelNames(model: String, takesIt: Bool) throws {
    #expect((try request(#""temperature":0"#, model: model)["temperature"] != nil) == takesIt)
  }

  @Test(
    "the choice of tools and parallel calls are said in Anthropic's words",
    arguments: [
      ("", ""), (#""tool_choice":"auto""#, #"{"type":"auto"}"#), (#""tool_choice":"none""#, #"{"type":"none"}"#),
      (#""tool_choice":"required""#, #"{"type":"any"}"#),
      (#""tool_choice":{"type":"function","function":{"name":"f"}}"#, #"{"type":"tool","name":"f"}"#),
      (#""parallel_tool_calls":false"#, #"{"type":"auto","disable_parallel_tool_use":true}"#),
      (#""parallel_tool_calls":true"#, ""),
      (
        #""tool_choice":"required","parallel_tool_calls":false"#,
        #"{"type":"any","disable_parallel_tool_use":true}"#
      ),
    ])
  func toolChoice(members: String, expected: String) throws {
    #expect(spelled(try request(tools + (members.isEmpty ? "" : ",") + members)["tool_choice"]) == expected)
  }

  @Test("without tools there is no choice of tools")
  func choiceWithoutTools() throws {
    #expect(try request(#""tool_choice":"auto","parallel_tool_calls":false"#)["tool_choice"] == nil)
  }

  @Test("schemas of tools keep every number and stay schemas of objects")
  func schemas() throws {
    let request = try request(
      #"""
      "tools":[{"type":"function","function":{"name":"f","description":"d","strict":true,
      "parameters":{"type":"object","properties":{"x":{"type":"number","maximum":1.50E+3}}}}},
      {"type":"function","function":{"name":"g"}},{"type":"function","function":{"name":"h","parameters":{"x":1}}}]
      """#)
    #expect(
      spelled(request["tools"])
        == #"[{"name":"f","description":"d","input_schema":{"type":"object","#
        + #""properties":{"x":{"type":"number","maximum":1.50E+3}}},"strict":true},"#
        + #"{"name":"g","input_schema":{"type":"object","properties":{}}},"#
        + #"{"name":"h","input_schema":{"type":"object","x":1}}]"#)
  }

  @Test("only the allowed tools are offered")
  func allowedTools() throws {
    let request = try request(
      #"""
      "tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}],
      "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required",
      "tools":[{"type":"function","function":{"name":"g"}}]}}
      """#)
    #expect(request["tools"]?.array?.compactMap { $0["name"]?.string } == ["g"])
    #expect(spelled(request["tool_choice"]) == #"{"type":"any"}"#)
  }

  @Test(
    "effort is said where the model knows it",
    arguments: [
      ("claude-opus-5-5", "minimal", #"{"effort":"low"}"#, ""),
      ("claude-opus-5-5", "xhigh", #"{"effort":"xhigh"}"#, ""),
      ("claude-haiku-4-5", "high", "", ""), ("claude-opus-5-5", "none", "", #"{"type":"disabled"}"#),
    ])
  func effort(model: String, effort: String, config: String, thinking: String) throws {
    let request = try request(#""reasoning_effort":"\#(effort)""#, model: model)
    #expect(spelled(request["output_config"]) == config)
    #expect(spelled(request["thinking"]) == thinking)
  }

  @Test("a schema for the answer becomes the format of the output")
  func format() throws {
    let request = try request(
      #""response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object"}}}"#)
    #expect(spelled(request["output_config"]) == #"{"format":{"type":"json_schema","schema":{"type":"object"}}}"#)
  }

  @Test("stop texts, user and streaming have their counterparts; hints without one are left out")
  func others() throws {
    let request = try request(
      #"""
      "stop":"END","user":"u","stream":true,"stream_options":{"include_usage":true},"seed":1,"n":1,"logprobs":false,
      "frequency_penalty":0.5,"store":true,"metadata":{"use_case":"x"},"service_tier":"flex","verbosity":"low",
      "logit_bias":{},"modalities":["text"],"response_format":{"type":"text"}
      """#)
    #expect(
      request.object?.map(\.0) == ["model", "max_tokens", "messages", "stop_sequences", "metadata", "stream"])
    #expect(spelled(request["stop_sequences"]) == #"["END"]"#)
    #expect(spelled(request["metadata"]) == #"{"user_id":"u"}"#)
  }
}
