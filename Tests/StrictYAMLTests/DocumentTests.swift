import StrictYAML
import Testing

@Suite("reading YAML with places")
struct DocumentTests {
  private func failure(_ text: String) -> YAMLError? {
    do {
      _ = try YAMLDocument.parse(text, file: "a.yaml")
      return nil
    } catch { return error }
  }

  @Test("every node knows its line and column")
  func places() throws {
    let root = try YAMLDocument.parse("first: 1\nlist:\n  - {deep: [x, y]}\n", file: "a.yaml").mapping()
    let item = try #require(try root.required("list").list().first)
    let deep = try item.mapping().required("deep")
    #expect((item.line, item.column) == (3, 5))
    #expect((deep.line, deep.column) == (3, 12))
    #expect(try deep.strings() == ["x", "y"])
  }

  @Test("a key given twice is refused", arguments: ["a: 1\nb: 2\na: 3\n", "x: {a: 1, a: 2}\n"])
  func duplicates(text: String) throws {
    let error = try #require(failure(text))
    #expect(error.message.contains("given twice"))
    #expect(error.line > 0)
  }

  @Test("broken syntax is named with its line", arguments: [("a: [1, 2\nb: 3\n", 2), ("a: 1\n\tb: 2\n", 2)])
  func syntax(text: String, line: Int) throws {
    #expect(try #require(failure(text)).line == line)
  }

  @Test("a control character is named with its place")
  func controlCharacters() throws {
    let error = try #require(failure("a: 1\nb: x\u{1}y\n"))
    #expect((error.line, error.column) == (2, 5))
    #expect(error.description == "a.yaml:2:5: control characters are not allowed")
  }

  @Test("a second document is refused instead of ignored")
  func secondDocument() { #expect(failure("a: 1\n---\nb: 2\n") != nil) }

  @Test("an empty file is nothing, and nothing is an empty mapping")
  func empty() throws {
    let root = try YAMLDocument.parse("", file: "a.yaml")
    #expect(root.isNull)
    #expect(try root.mapping().pairs.isEmpty)
  }

  @Test("text that unfolds to too much is refused")
  func laughs() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let row = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(row)]\n"
    }
    #expect(failure(text)?.message.contains("unfolds to too many") == true)
  }

  @Test("deep nesting is refused")
  func nesting() {
    let text = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(failure(text) != nil)
  }

  @Test("an oversized file is refused before it is read")
  func size() {
    let text = String(repeating: "#", count: YAMLDocument.maximumBytes + 1)
    #expect(failure(text)?.message.contains("at most") == true)
  }

  @Test("the country Norway stays text, and quotes make text of anything")
  func norway() throws {
    let root = try YAMLDocument.parse("a: NO\nb: \"null\"\nc: 1.10\n", file: "a.yaml").mapping()
    #expect(try root.required("a").string() == "NO")
    #expect(try root.required("b").string() == "null")
    #expect(try root.required("c").string() == "1.10")
  }
}
