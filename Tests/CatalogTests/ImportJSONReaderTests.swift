import Testing

@testable import Catalog

@Suite("JSON of price lists")
struct ImportJSONReaderTests {
  private func read(_ text: String) throws -> JSONNode {
    var reader = JSONReader(Array(text.utf8), file: "list.json")
    return try reader.read()
  }

  @Test("values keep their places, and numbers their digits")
  func values() throws {
    let root = try read(#"{"a": [1.50e-07, true, null], "b": {"c": "x\u00e9\ud83d\ude00\n"}}"#)
    #expect(root["a"]?.elements?.first?.number == "1.50e-07")
    #expect(root["a"]?.elements?.first?.offset == 7)
    #expect(root["b"]?["c"]?.string == "x\u{e9}\u{1F600}\n")
    #expect(root["missing"] == nil)
  }

  @Test("the later of two equal names counts, and is noted with its place")
  func duplicates() throws {
    var reader = JSONReader(Array(#"{"a": 1, "a": 2}"#.utf8), file: "list.json")
    #expect(try reader.read()["a"]?.number == "2")
    #expect(reader.duplicates.map(\.key) == ["a"])
    #expect(reader.duplicates.map(\.offset) == [9])
  }

  @Test(
    "broken text is refused with the byte where it breaks",
    arguments: [
      (#"{"a": 1"#, 7), (#"{"a": "#, 6), (#"{"a"#, 3), ("[1, ", 4), ("", 0), ("{", 1), (#"{"a": 1}}"#, 8),
      (#"{"a" 1}"#, 5), (#"{a: 1}"#, 1), (#"{"a": 01}"#, 6), (#"{"a": 1.}"#, 6), (#"{"a": +1}"#, 6),
      (#"{"a": tru}"#, 9), (#"{"a": NaN}"#, 6), (#"["\x"]"#, 3), ("[\"a\nb\"]", 3), (#"["\ud800"]"#, 8),
      (#"[1,]"#, 3), (#"{"a": 1,}"#, 8), (#"{"a": -}"#, 6), (#"["\u12g4"]"#, 6),
    ])
  func broken(_ text: String, _ offset: Int) {
    #expect { try read(text) } throws: { error in
      (error as? ImportError)?.offset == offset && (error as? ImportError)?.file == "list.json"
    }
  }

  @Test("a text that is cut says so")
  func cut() {
    #expect { try read(#"{"a": {"b": 1.5e-0"#) } throws: { "\($0)".contains("ends too early") }
  }

  @Test("strings that are not UTF-8 are refused")
  func encoding() {
    #expect(throws: ImportError.self) {
      var reader = JSONReader([91, 34, 0xFF, 34, 93], file: "list.json")
      return try reader.read()
    }
  }

  @Test("deep nesting is refused instead of exhausting the stack")
  func deep() throws {
    let deep = String(repeating: "[", count: 100_000)
    #expect { try read(deep) } throws: { "\($0)".contains("nested more than 128 deep") }
    _ = try read(String(repeating: "[", count: 128) + String(repeating: "]", count: 128))
  }

  @Test("no prefix of a list, and no changed byte of it, stops the program")
  func everyPrefixAndChange() {
    let bytes = Array(ImportFixtures.liteLLM.utf8)
    for end in stride(from: 0, to: bytes.count, by: 7) {
      _ = try? PriceList.read(Array(bytes[..<end]), file: "list.json")
    }
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      var changed = bytes
      for _ in 0..<3 {
        let place = Int.random(in: changed.indices, using: &generator)
        changed[place] = UInt8.random(in: 0...255, using: &generator)
      }
      _ = try? PriceList.read(changed, file: "list.json")
    }
  }
}
