import Dialects
import Testing

@Suite("OpenAI messages for an Anthropic upstream")
struct TranslationMessagesToAnthropicTests {
  private func messages(_ messages: String) throws -> String {
    spelled(try toAnthropic(#"{"model":"m","messages":[\#(messages)]}"#)["messages"])
  }

  @Test("instructions from anywhere become the system prompt in order and keep their cache marks")
  func system() throws {
    let request = try toAnthropic(
      #"""
      {"model":"m","messages":[{"role":"system","content":"A"},{"role":"user","content":"q"},
      {"role":"developer","content":[{"type":"text","text":"B","cache_control":{"type":"ephemeral","ttl":"1h"}}]},
      {"role":"user","content":"r"},{"role":"system","content":""}]}
      """#)
    #expect(
      spelled(request["system"])
        == #"[{"type":"text","text":"A"},{"type":"text","text":"B","cache_control":{"type":"ephemeral","ttl":"1h"}}]"#)
    #expect(
      spelled(request["messages"])
        == #"[{"role":"user","content":[{"type":"text","text":"q"},{"type":"text","text":"r"}]}]"#)
  }

  @Test("turns of the same role are merged, and empty ones are left out")
  func alternation() throws {
    #expect(
      try messages(
        #"""
        {"role":"user","content":"a"},{"role":"assistant","content":""},{"role":"user","content":"b"},
        {"role":"assistant","content":null},{"role":"assistant","content":"c"},{"role":"user","content":" \n"},
        {"role":"assistant","content":[{"type":"text","text":"d"}]},{"role":"user","content":"e"}
        """#)
        == #"[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},"#
        + #"{"role":"assistant","content":[{"type":"text","text":"c"},{"type":"text","text":"d"}]},"#
        + #"{"role":"user","content":[{"type":"text","text":"e"}]}]"#)
  }

  @Test("parallel calls keep their numbers as written, and their results become one turn")
  func toolCalls() throws {
    #expect(
      try messages(
        #"""
        {"role":"user","content":"q"},{"role":"assistant","content":"w","tool_calls":[
        {"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\": 1.500, \"y\":12345678901234567890}"}},
        {"id":"b","type":"function","function":{"name":"g","arguments":""}}]},
        {"role":"tool","tool_call_id":"a","content":"1"},
        {"role":"tool","tool_call_id":"b","content":[{"type":"text","text":"2"}],"is_error":true},
        {"role":"user","content":"go on"}
        """#)
        == #"[{"role":"user","content":[{"type":"text","text":"q"}]},{"role":"assistant","content":["#
        + #"{"type":"text","text":"w"},"#
        + #"{"type":"tool_use","id":"a","name":"f","input":{"x":1.500,"y":12345678901234567890}},"#
        + #"{"type":"tool_use","id":"b","name":"g","input":{}}]},{"role":"user","content":["#
        + #"{"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"1"}]},"#
        + #"{"type":"tool_result","tool_use_id":"b","content":[{"type":"text","text":"2"}],"is_error":true},"#
        + #"{"type":"text","text":"go on"}]}]"#)
  }

  @Test("ids with letters that Anthropic refuses are replaced alike in the call and its result")
  func callIDs() throws {
    let text = try messages(
      #"""
      {"role":"user","content":"q"},{"role":"assistant","tool_calls":[
      {"id":"functions.f:0","type":"function","function":{"name":"f","arguments":"{}"}}]},
      {"role":"tool","tool_call_id":"functions.f:0","content":""}
      """#)
    #expect(text.contains(#""id":"functions_2ef_3a0""#))
    #expect(text.contains(#"{"type":"tool_result","tool_use_id":"functions_2ef_3a0"}"#))
  }

  @Test(
    "arguments that are no object are kept as text instead of lost",
    arguments: [
      (#"{\"a\":"#, #"{"INVALID_JSON":"{\"a\":"}"#), ("[1]", #"{"INVALID_JSON":"[1]"}"#), (" ", "{}"),
      ("null", #"{"INVALID_JSON":"null"}"#),
    ])
  func invalidArguments(arguments: String, input: String) throws {
    let text = try messages(
      #"""
      {"role":"user","content":"q"},{"role":"assistant","tool_calls":[
      {"id":"a","type":"function","function":{"name":"f","arguments":"\#(arguments)"}}]},
      {"role":"tool","tool_call_id":"a","content":"x"}
      """#)
    #expect(text.contains(#""input":\#(input)}"#))
  }

  @Test("images and files keep their bytes or address")
  func media() throws {
    #expect(
      try messages(
        #"""
        {"role":"user","content":[{"type":"text","text":"see"},
        {"type":"image_url","image_url":{"url":"data:image/JPG;name=a.jpg;base64,QUJD","detail":"low"}},
        {"type":"image_url","image_url":{"url":"https://example.org/b.png"}},
        {"type":"file","file":{"filename":"c.pdf","file_data":"data:application/pdf;base64,REVG"}}]}
        """#)
        == #"[{"role":"user","content":[{"type":"text","text":"see"},"#
        + #"{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"QUJD"}},"#
        + #"{"type":"image","source":{"type":"url","url":"https://example.org/b.png"}},"#
        + #"{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"REVG"},"#
        + #""title":"c.pdf"}]}]"#)
  }

  @Test("a begun answer loses the white space at its end, from which Anthropic does not go on")
  func prefill() throws {
    #expect(
      try messages(#"{"role":"user","content":"q"},{"role":"assistant","content":"The answer is \n"}"#).hasSuffix(
        #"{"role":"assistant","content":[{"type":"text","text":"The answer is"}]}]"#))
  }
}
