import Dialects
import Testing

@Suite("A JSON tree")
struct JSONValueTests {
  @Test("keeps the order of members, duplicates and the spelling of numbers")
  func keepsOrder() throws {
    let text = #"{"b":1.50,"a":[true,null,"x\n\u00e9"],"b":-0}"#
    let value = try JSONValue.parse(Array(text.utf8).span)
    var out: [UInt8] = []
    value.write(into: &out)
    #expect(out.text == #"{"b":1.50,"a":[true,null,"x\né"],"b":-0}"#)
    #expect(value["b"]?.integer == 0)
    #expect(value["c"] == nil)
    #expect(value["a"]?.array?[1].isNull == true)
  }

  @Test("is the same after writing and reading it", arguments: [1 as UInt64, 2, 3, 20_261_123])
  func survivesWriting(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let value = random.tree(depth: 5)
      var written: [UInt8] = []
      value.write(into: &written)
      #expect(try JSONValue.parse(written.span) == value, "seed \(seed)")
      var spelt: [UInt8] = []
      random.spell(value, into: &spelt)
      #expect(try JSONValue.parse(spelt.span) == value, "seed \(seed)")
    }
  }

  @Test("is refused if it would hold more values than allowed")
  func limitsValues() throws {
    let body = Array("[1,[2,3],{\"a\":4}]".utf8)
    #expect(try JSONValue.parse(body.span, maxValues: 7).array?.count == 3)
    let error = #expect(throws: DialectError.self) { try JSONValue.parse(body.span, maxValues: 6) }
    #expect(error?.code == .tooMany)
  }

  @Test("tells strings apart that are only canonically equivalent")
  func comparesBytes() {
    #expect(JSONValue.string("\u{E9}") != JSONValue.string("e\u{301}"))
    #expect(JSONValue.object([("\u{E9}", .null)]) != JSONValue.object([("e\u{301}", .null)]))
  }
}

@Suite("Unescaping")
struct UnescapeTests {
  @Test(
    "turns escapes into UTF-8",
    arguments: [
      (#"plain"#, "plain"), (#"a\"b\\c\/d"#, "a\"b\\c/d"), (#"\b\f\n\r\t"#, "\u{8}\u{C}\n\r\t"),
      (#"\u0041\u00e9\u4E2D"#, "Aé中"), (#"\ud83d\ude00!"#, "😀!"), (#"\ud83d"#, "\u{FFFD}"), (#"\ude00x"#, "\u{FFFD}x"),
      (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"), (#"\ud83d\n"#, "\u{FFFD}\n"), (#"\u0000"#, "\u{0}"), ("äß中😀", "äß中😀"),
      (#"0123456789abcdef0123456789\n0123456789abcdef"#, "0123456789abcdef0123456789\n0123456789abcdef"),
    ])
  func unescapes(contents: String, expected: String) {
    let body = Array("\"\(contents)\"".utf8)
    var out: [UInt8] = []
    unescape(body.span, range: 1..<body.count - 1, into: &out)
    #expect(out.text == expected)
  }

  @Test("takes contents that no scan has seen, and ranges outside the body, without a trap")
  func toleratesAnything() {
    for contents in ["\\", "\\u", "\\u12", "\\uZZZZ", "\\q", "\\ud83d\\", "\\ud83d\\u12"] {
      let body = Array(contents.utf8)
      for range in [0..<body.count, 0..<100, -5..<3, 50..<60] {
        var out: [UInt8] = []
        unescape(body.span, range: range, into: &out)
        #expect(out.count <= body.count + 3)
      }
    }
  }
}
