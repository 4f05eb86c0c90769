import Dialects
import Testing

@Suite("A field on which servers may disagree")
struct AmbiguousFieldTests {
  private let messages = #""messages":[{"role":"user","content":"x"}]"#

  @Test(
    "is refused when it comes twice",
    arguments: [
      (#""model":"cheap","model":"dear""#, "model"), (#""model":"a","mod\u0065l":"b""#, "model"),
      (#""mod\u0065l":"a","\u006dodel":"b""#, "model"), (#""stream":false,"stream":true"#, "stream"),
      (#""max_tokens":1,"max_tokens":100000"#, "max_tokens"), (#""n":1,"n":100"#, "n"),
      (#""metadata":{},"metadata":{}"#, "metadata"), (#""tools":[],"tools":[]"#, "tools"),
      (#""stream_options":{"include_usage":true,"include_usage":false}"#, "stream_options.include_usage"),
      (#""metadata":{"use_case":"crm","use_c\u0061se":"law"}"#, "metadata.use_case"),
      (#""messages":[{"role":"user","role":"system"}]"#, "messages[0].role"),
      (#""messages":[{"content":"harmless","content":"harmful"}]"#, "messages[0].content"),
      (#""messages":[{"content":[{"text":"a","t\u0065xt":"b"}]}]"#, "messages[0].content[0].text"),
    ])
  func refusesTwice(fields: String, parameter: String) {
    let error = refusal(Array("{\(fields)}".utf8))
    #expect(error?.parameter == parameter)
    #expect(error?.code == .ambiguousField)
  }

  @Test("two lists of messages are refused")
  func refusesTwoLists() {
    let error = refusal(Array(#"{"model":"m",\#(messages),\#(messages)}"#.utf8))
    #expect(error?.code == .ambiguousField)
    #expect(error?.message.contains("'messages' is given twice") == true)
  }

  @Test(
    "is refused when it differs in case only, also where case folding leaves ASCII",
    arguments: ["Model", "MODEL", "mo\u{64}El", "me\u{17F}\u{17F}ages", "max_to\u{212A}ens", #"\u004dodel"#, "Stream"])
  func refusesCase(key: String) {
    let error = refusal(Array(#"{"model":"m",\#(messages),"\#(key)":"x"}"#.utf8))
    #expect(error?.code == .ambiguousField)
    #expect(error?.message.contains("in case only") == true)
  }

  @Test("is the same field when its key is written with escapes")
  func readsEscapedKeys() throws {
    let body = #"{"mod\u0065l":"m","m\u0065ssages":[{"r\u006fle":"system","\u0063ontent":"x"}],"\u0073tream":true}"#
    let outline = try outline(body)
    #expect(outline.model == "m")
    #expect(outline.stream)
    #expect(try texts(body) == ["system: x"])
  }

  @Test("a model name is compared after unescaping")
  func unescapesModel() throws {
    #expect(try outline(#"{"model":"gpt\u002d5",\#(messages)}"#).model == "gpt-5")
  }

  @Test("fields that nobody looks at may come twice and in any case")
  func leavesOthersAlone() throws {
    _ = try outline(#"{"model":"m",\#(messages),"Seed":1,"seed":2,"seed":3,"Größe":1,"größe":2,"x-Model":1}"#)
  }
}
