import Testing

@testable import Dialects

@Suite("Names that input decides")
struct UTF8NameTests {
  /// Half a megabyte that `String` would take a minute to compare or to hash.
  private static let marks =
    "a" + String(repeating: "\u{301}", count: 125_000) + String(repeating: "\u{316}", count: 125_000)

  @Test("are the same if their bytes are, and only then")
  func equality() {
    let composed = "\u{E9}"
    let decomposed = "e\u{301}"
    #expect(composed == decomposed)
    #expect(UTF8Name(composed) != UTF8Name(decomposed))
    #expect(Set([UTF8Name(composed), UTF8Name(decomposed), UTF8Name(composed)]).count == 2)
    #expect(UTF8Name("") == "" && UTF8Name("a") != "ab" && UTF8Name("text") == "text")
    #expect("\(UTF8Name("text"))" == "text")
  }

  @Test("are compared, hashed and looked up in linear time")
  func hostile() {
    let name = UTF8Name(Self.marks)
    #expect(name != UTF8Name(Self.marks + "\u{327}"))
    #expect(Set([name, "text"]).contains(UTF8Name(Self.marks)))
    let object = JSONValue.object([(Self.marks, .null), ("wanted", .bool(true))])
    #expect(object["wanted"]?.bool == true)
    #expect(object["other"] == nil)
    #expect(name.word(Effort.self) == nil)
    #expect(UTF8Name("high").word(Effort.self) == .high)
  }

  @Test(
    "hold nothing up in a translated request", arguments: ["key", "role", "type", "tool", "effort", "url", "many keys"])
  func translation(_ place: String) {
    let text = Self.marks
    let body =
      switch place {
      case "key": #"{"\#(text)":1,"model":"m","messages":[{"role":"user","content":"hi","\#(text)":2}]}"#
      case "role": #"{"model":"m","messages":[{"role":"\#(text)","content":"hi"}]}"#
      case "type": #"{"model":"m","messages":[{"role":"user","content":[{"type":"\#(text)"}]}]}"#
      case "tool":
        #"{"model":"m","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"\#(text)"#
          + #""}}],"tool_choice":{"type":"function","function":{"name":"\#(text)"}}}"#
      case "effort": #"{"model":"m","messages":[{"role":"user","content":"hi"}],"reasoning_effort":"\#(text)"}"#
      case "url":
        #"{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":"\#(text):x"}]}]}"#
      default:
        #"{"model":"m","messages":[{"role":"user","content":"hi"}],"#
          + (0..<10_000).map { #""key\#($0)":0"# }.joined(separator: ",")
          + "}"
      }
    for caller in Dialect.allCases {
      let upstream: Dialect = caller == .openAIChat ? .anthropicMessages : .openAIChat
      let translated = try? Translation(caller: caller, upstream: upstream).request(
        Array(body.utf8).span, upstreamModel: "m", defaultMaxTokens: 16)
      #expect(translated == nil || !(translated ?? []).isEmpty)
    }
  }

  @Test("of media are read without regard to case")
  func media() throws {
    let body =
      #"{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":"DATA:Image/PNG;name=a;BASE64,QQ=="}]}]}"#
    let translated = try Translation(caller: .openAIChat, upstream: .anthropicMessages).request(
      Array(body.utf8).span, upstreamModel: "m", defaultMaxTokens: 16)
    #expect(String(decoding: translated, as: UTF8.self).contains(#""media_type":"image/png""#))
  }
}
