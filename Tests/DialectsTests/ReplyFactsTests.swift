import Dialects
import Testing

private func facts(_ body: String, _ dialect: Dialect = .openAIChat) -> ReplyFacts {
  let bytes = Array(body.utf8)
  return scanReply(bytes.span, dialect: dialect)
}

@Suite("The facts of a reply")
struct ReplyFactsTests {
  @Test("of OpenAI are its usage, its reasons and the size of what was generated")
  func readsOpenAI() {
    let found = facts(
      #"""
      {"id":"c","choices":[
        {"index":0,"message":{"role":"assistant","content":"Gr\u00fc\u00dfe","refusal":null},"finish_reason":"stop"},
        {"index":1,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",
          "function":{"name":"look","arguments":"{\"q\":1}"}}]},"finish_reason":"tool_calls"}],
       "usage":{"prompt_tokens":100,"completion_tokens":50,"prompt_tokens_details":{"cached_tokens":30,"cache_write_tokens":20},
         "completion_tokens_details":{"reasoning_tokens":40}}}
      """#)
    #expect(found.isValid)
    #expect(found.usage == UsageCounts(input: 50, cacheRead: 30, cacheWriteShort: 20, output: 10, reasoning: 40))
    #expect(found.finishReasons == ["stop", "tool_calls"])
    #expect(found.outputBytes == "Grüße".utf8.count + 4 + 7)
  }

  @Test("of Anthropic are its usage, its reason and the size of what was generated")
  func readsAnthropic() {
    let found = facts(
      #"""
      {"type":"message","role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"xxxx"},
        {"type":"text","text":"Hello"},{"type":"tool_use","id":"t","name":"look","input":{"q":1}}],"stop_reason":"tool_use",
       "usage":{"input_tokens":10,"cache_creation_input_tokens":8,"cache_read_input_tokens":4,
         "cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":5},"output_tokens":6}}
      """#, .anthropicMessages)
    #expect(found.usage == UsageCounts(input: 10, cacheRead: 4, cacheWriteShort: 3, cacheWriteLong: 5, output: 6))
    #expect(found.finishReasons == ["tool_use"])
    #expect(found.outputBytes == 2 + 5 + 7)
  }

  @Test("of embeddings are the tokens of the prompt")
  func readsEmbeddings() {
    let found = facts(
      #"{"object":"list","data":[{"embedding":[0.1,-2e-3]}],"usage":{"prompt_tokens":8,"total_tokens":8}}"#)
    #expect(found.usage == UsageCounts(input: 8))
  }

  @Test(
    "tell usage in disjoint kinds, whatever the provider's habit",
    arguments: [
      (
        #"{"prompt_tokens":10,"completion_tokens":5,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":6}"#,
        UsageCounts(input: 6, cacheRead: 4, output: 5)
      ),
      (
        #"{"prompt_tokens":10,"completion_tokens":5,"cached_tokens":4}"#, UsageCounts(input: 6, cacheRead: 4, output: 5)
      ),
      (
        #"{"prompt_tokens":10,"completion_tokens":5,"total_tokens":22,"completion_tokens_details":{"reasoning_tokens":7}}"#,
        UsageCounts(input: 10, output: 5, reasoning: 7)
      ),
      (
        #"{"prompt_tokens":10,"completion_tokens":9,"total_tokens":22,"completion_tokens_details":{"reasoning_tokens":3}}"#,
        UsageCounts(input: 10, output: 9, reasoning: 3)
      ),
      (#"{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":null}"#, UsageCounts(input: 10, output: 5)),
      (
        #"{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":99}}"#,
        UsageCounts(input: 0, cacheRead: 10, output: 5)
      ),
      (#"{"prompt_tokens":0,"completion_tokens":0}"#, UsageCounts()),
    ])
  func normalisesUsage(usage: String, expected: UsageCounts) {
    #expect(facts(#"{"usage":\#(usage)}"#).usage == expected)
  }

  @Test(
    "have no usage where the provider's figures cannot be trusted",
    arguments: [
      "null", "{}", "[]", "3", #"{"prompt_tokens":"10","completion_tokens":5}"#,
      #"{"prompt_tokens":-1,"completion_tokens":5}"#,
      #"{"prompt_tokens":1.5,"completion_tokens":5}"#, #"{"prompt_tokens":1,"completion_tokens":99999999999999}"#,
      #"{"total_tokens":5}"#, #"{"prompt_tokens":null}"#,
    ])
  func distrustsUsage(usage: String) {
    #expect(facts(#"{"usage":\#(usage)}"#).usage == nil)
    #expect(facts(#"{"usage":\#(usage)}"#).isValid)
  }

  @Test("say that a body is no JSON object", arguments: ["", "[]", "<html>", #"{"a":1"#, #"{"a":1}x"#, "null"])
  func refusesOthers(body: String) {
    #expect(!facts(body).isValid)
  }

  @Test("hold the provider's error")
  func readsError() {
    #expect(
      facts(#"{"error":{"message":"no","type":"rate_limit_error","code":"x","param":"model"}}"#).error
        == WireError(status: 429, message: "no", type: "rate_limit_error", code: "x", param: "model"))
    #expect(
      facts(#"{"type":"error","error":{"type":"api_error","message":"no"}}"#, .anthropicMessages).error?.status == 500)
    #expect(facts(#"{"error":null,"choices":[]}"#).error == nil)
  }
}
