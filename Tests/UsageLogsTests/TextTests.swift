import Testing

@testable import UsageLogs

@Suite("The last user turn") struct TextTests {
  @Test(
    "is found in every way of writing messages",
    arguments: [
      (
        #"[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"},{"role":"assistant","content":"d"}]"#,
        "c"
      ),
      (
        #"{"model":"x","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]}"#,
        "a\nb"
      ),
      (#"{"input":"plain"}"#, "plain"),
      (#"{"input":[{"role":"user","content":[{"type":"input_text","text":"r"}]}]}"#, "r"),
      (#"{"contents":[{"role":"user","parts":[{"text":"g"}]},{"role":"model","parts":[{"text":"h"}]}]}"#, "g"),
      (#""just \"text\"""#, "just \"text\""), (#"{"role":"user","content":"one"}"#, "one"),
      (#""[{\"role\":\"user\",\"content\":\"in \\u00fc text\"}]""#, "in ü text"), (#"["first","last"]"#, "last"),
      (#"{}"#, ""), (#"[]"#, ""), (#"[{"role":"system","content":"s"}]"#, ""),
      (#"[{"role":"user","content":null}]"#, ""),
      (#"[[[[[[[[[[{"role":"user"}]]]]]]]]]]"#, ""),
    ])
  func lastTurn(json: String, expected: String) {
    let bytes = Array(json.utf8)
    var text: [UInt8] = []
    bytes.withView(bytes.count) { view in
      var scanner = JSONScanner(view)
      if let value = scanner.value() { MessageText.appendLastUserTurn(of: value, to: &text, in: ByteArena()) }
    }
    #expect(String(decoding: text, as: UTF8.self) == expected)
  }

  @Test("is repaired where it is no UTF-8")
  func repaired() {
    let bytes: [UInt8] = [0x22, 0x61, 0xFF, 0x62, 0x22]
    var text: [UInt8] = []
    bytes.withView(bytes.count) { view in
      var scanner = JSONScanner(view)
      if let value = scanner.value() { MessageText.appendLastUserTurn(of: value, to: &text, in: ByteArena()) }
    }
    #expect(String(decoding: text, as: UTF8.self) == "a\u{FFFD}b")
    #expect(String(validating: text, as: UTF8.self) != nil)
  }

  @Test("is only taken when asked for")
  func onlyWhenAsked() throws {
    let log = try readFixture("helicone.json")
    #expect(log.calls.map(\.text) == ["", ""])
  }
}
