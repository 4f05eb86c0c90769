import Dialects
import Testing

@Suite("A request that is refused")
struct RefusedRequestTests {
  @Test(
    "is told which field is wrong, where, and what is allowed",
    arguments: [
      ("[]", "the request body must be a JSON object, not an array (at byte 0)"),
      ("", "invalid JSON at byte 0: the body is empty"),
      (#"{"model" "m"}"#, "invalid JSON at byte 9: expected ':' after an object key, found '\"'"),
      (#"{"messages":[{"role":"user","content":"x"}]}"#, "'model' is required and missing"),
      (#"{"model":"m"}"#, "'messages' is required and missing"),
      (#"{"model":3}"#, "'model' must be a string, not a number (at byte 9)"),
      (#"{"model":null}"#, "'model' must be a string, not null (at byte 9)"),
      (#"{"model":""}"#, "'model' must not be empty (at byte 9)"),
      (#"{"model":"m","messages":{}}"#, "'messages' must be an array of messages, not an object (at byte 24)"),
      (#"{"model":"m","messages":"hi"}"#, "'messages' must be an array of messages, not a string (at byte 24)"),
      (#"{"model":"m","messages":[]}"#, "'messages' must hold at least one message (at byte 24)"),
      (#"{"messages":[1]}"#, "'messages[0]' must be an object, not a number (at byte 13)"),
      (#"{"messages":[{"content":"x"}]}"#, "'messages[0].role' is required and missing (at byte 13)"),
      (#"{"messages":[{"role":1}]}"#, "'messages[0].role' must be a string, not a number (at byte 21)"),
      (
        #"{"messages":[{"role":"user","content":7}]}"#,
        "'messages[0].content' must be a string or an array of content parts, not a number (at byte 38)"
      ),
      (#"{"messages":[{"content":["a"]}]}"#, "'messages[0].content[0]' must be an object, not a string (at byte 25)"),
      (
        #"{"messages":[{"content":[{"text":1}]}]}"#,
        "'messages[0].content[0].text' must be a string, not a number (at byte 33)"
      ),
      (
        #"{"messages":[{"tool_calls":{}}]}"#,
        "'messages[0].tool_calls' must be an array of tool calls, not an object (at byte 27)"
      ),
      (#"{"stream":"yes"}"#, "'stream' must be true or false, not a string (at byte 10)"),
      (#"{"max_tokens":"100"}"#, "'max_tokens' must be an integer, not a string (at byte 14)"),
      (#"{"max_tokens":-1}"#, "'max_tokens' must be an integer from 0 to 2147483648 (at byte 14)"),
      (#"{"max_tokens":1.5}"#, "'max_tokens' must be an integer from 0 to 2147483648 (at byte 14)"),
      (
        #"{"max_completion_tokens":99999999999999999999}"#,
        "'max_completion_tokens' must be an integer from 0 to 2147483648 (at byte 25)"
      ),
      (#"{"n":0}"#, "'n' must be an integer from 1 to 128 (at byte 5)"),
      (#"{"n":1000000}"#, "'n' must be an integer from 1 to 128 (at byte 5)"),
      (#"{"stream_options":[]}"#, "'stream_options' must be an object, not an array (at byte 18)"),
      (
        #"{"stream_options":{"include_usage":1}}"#,
        "'stream_options.include_usage' must be true or false, not a number (at byte 35)"
      ),
      (#"{"metadata":"crm"}"#, "'metadata' must be an object, not a string (at byte 12)"),
      (#"{"metadata":{"use_case":1}}"#, "'metadata.use_case' must be a string, not a number (at byte 24)"),
      (#"{"service_tier":1}"#, "'service_tier' must be a string, not a number (at byte 16)"),
      (#"{"tools":{}}"#, "'tools' must be an array, not an object (at byte 9)"),
      (
        #"{"messages":[{"content":"a\q"}]}"#,
        #"invalid JSON at byte 27 (in 'messages[0].content'): expected one of " \ / b f n r t u after '\', found 'q'"#
      ),
    ])
  func namesTheField(body: String, message: String) {
    let error = refusal(Array(body.utf8))
    #expect(error?.message == message)
    #expect(error?.status == 400)
  }

  @Test("bad UTF-8 anywhere is refused, even where nobody looks")
  func refusesBadUTF8() {
    let body =
      Array(#"{"model":"m","messages":[{"role":"user","content":"x"}],"other":[{"k":""#.utf8) + [0xFF]
      + Array(#""}]}"#.utf8)
    #expect(refusal(body)?.message == "invalid UTF-8 at byte 71: a string holds bytes that are not UTF-8")
  }

  @Test(
    "is refused for too many of anything, with the count",
    arguments: [
      (
        #"{"model":"m","messages":[{"role":"user","content":"x"}],"tools":[\#(list("{}", 10_000))]}"#,
        "'tools' has 10000 elements; at most 1024 are allowed"
      ),
      (
        #"{"model":"m","messages":[\#(list(#"{"role":"user","content":"x"}"#, 20_001))]}"#,
        "'messages' has 20001 elements; at most 20000 are allowed"
      ),
      (
        #"{"model":"m","messages":[{"role":"user","content":[\#(list("{}", 65_537))]}]}"#,
        "'messages' has 65537 content parts; at most 65536 are allowed"
      ),
      (
        #"{"model":"m","messages":[{"role":"assistant","tool_calls":[\#(list("\"\"", 200_000))]}]}"#,
        "'messages' has 200000 texts; at most 131072 are allowed"
      ),
    ])
  func countsEverything(body: String, message: String) {
    let error = refusal(Array(body.utf8))
    #expect(error?.code == .tooMany)
    #expect(error?.message == message)
  }

  @Test("is refused when a message nests deeper than allowed")
  func limitsDepth() {
    let deep = String(repeating: #"[{"type":"tool_result","content":"#, count: 100)
    let error = refusal(Array(#"{"model":"m","messages":[{"role":"user","content":\#(deep)"#.utf8), .messages)
    #expect(error?.code == .tooDeep)
    #expect(error?.parameter?.hasPrefix("messages[0].content[0].content[0]") == true)
  }

  @Test(
    "is refused for a name that is longer than any real one, before anything is looked up by it",
    arguments: [
      ("metadata.use_case", #"{"metadata":{"use_case":"\#(String(repeating: "u\u{301}", count: 22))"}}"#, 64),
      ("service_tier", #"{"service_tier":"\#(String(repeating: "t", count: 33))"}"#, 32),
      ("speed", #"{"speed":"\#(String(repeating: "s", count: 33))"}"#, 32),
      ("inference_geo", #"{"inference_geo":"\#(String(repeating: "g", count: 33))"}"#, 32),
      ("tools[0].type", #"{"tools":[{"type":"\#(String(repeating: "t", count: 65))"}]}"#, 64),
    ])
  func limitsNames(field: String, body: String, limit: Int) {
    let error = refusal(Array(body.utf8))
    #expect(error?.message.hasPrefix("'\(field)' must not be longer than \(limit) bytes (at byte ") == true)
    #expect(error?.status == 400)
  }

  @Test("a name as long as its limit is accepted, however it is escaped")
  func acceptsLongNames() throws {
    let escaped = String(repeating: "\\u0061", count: 64)
    let body = #"{"model":"m","messages":[{"role":"user","content":"x"}],"metadata":{"use_case":"\#(escaped)"}}"#
    #expect(try outline(body).useCase == String(repeating: "a", count: 64))
  }

  @Test("is refused for a model name longer than any real one")
  func limitsModel() {
    let body = #"{"model":"\#(String(repeating: "m", count: 257))","messages":[]}"#
    #expect(refusal(Array(body.utf8))?.message == "'model' must not be longer than 256 bytes (at byte 9)")
  }
}

/// `count` elements separated by commas.
private func list(_ element: String, _ count: Int) -> String {
  Array(repeating: element, count: count).joined(separator: ",")
}
