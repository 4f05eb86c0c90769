import Dialects
import Testing

@Suite("The outline of an Anthropic message")
struct AnthropicOutlineTests {
  @Test("lists system, text, thinking, tool use and nested tool results with their roles")
  func listsTexts() throws {
    let body = #"""
      {"model":"claude","max_tokens":1024,"system":[{"type":"text","text":"Sys","cache_control":{"type":"ephemeral"}}],
       "messages":[
        {"role":"user","content":"Hello"},
        {"role":"assistant","content":[{"type":"thinking","thinking":"Let me see","signature":"s"},
          {"type":"tool_use","id":"t1","name":"look","input":{"where":["here",{"or":"there"}],"n":2}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[
          {"type":"text","text":"found"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUJDRA=="}}]},
          {"type":"tool_result","tool_use_id":"t2","content":"plain"},
          {"type":"document","source":{"data":"the document","type":"text","media_type":"text/plain"}},
          {"type":"text","text":"and?"}]}],
       "tools":[{"name":"look","input_schema":{}}],"stream":true,"thinking":{"type":"enabled","budget_tokens":1000}}
      """#
    #expect(
      try texts(body, .messages) == [
        "system: Sys", "user: Hello", "assistant: Let me see", "assistant: here", "assistant: there", "tool: found",
        "tool: plain", "document: the document", "user: and?",
      ])
    let outline = try outline(body, .messages)
    #expect(outline.maxOutputTokens == 1_024)
    #expect(outline.imageCount == 1)
    #expect(outline.otherMediaCount == 0)
    #expect(outline.mediaDataBytes == 8)
    #expect(outline.features == [.tools, .images, .reasoning])
  }

  @Test("a system prompt may be a string, and a document may hold blocks or bytes")
  func readsDocuments() throws {
    let body = #"""
      {"model":"claude","max_tokens":1,"system":"Sys","messages":[{"role":"user","content":[
        {"type":"document","source":{"type":"content","content":[{"type":"text","text":"block"}]}},
        {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"JVBERi0="}},
        {"type":"document","source":{"type":"url","url":"https://example.org/a.pdf"}}]}]}
      """#
    #expect(try texts(body, .messages) == ["system: Sys", "document: block"])
    let outline = try outline(body, .messages)
    #expect(outline.otherMediaCount == 2)
    #expect(outline.mediaDataBytes == 8)
    #expect(outline.features == .files)
  }

  @Test("structured output is told by its configuration")
  func tellsStructuredOutput() throws {
    let messages = #""model":"c","messages":[{"role":"user","content":"x"}]"#
    #expect(
      try outline(#"{\#(messages),"output_config":{"format":{"type":"json_schema"}}}"#, .messages).features
        == .structuredOutput)
    #expect(try outline(#"{\#(messages),"output_config":{"effort":"low"}}"#, .messages).features == [])
    #expect(
      try outline(#"{\#(messages),"output_format":{"type":"json_schema"}}"#, .messages).features == .structuredOutput)
  }
}
