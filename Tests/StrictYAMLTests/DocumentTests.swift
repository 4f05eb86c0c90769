import Testing

@testable import StrictYAML

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

  @Test("an alias stands for what its anchor marks, as a value and as a key")
  func aliases() throws {
    let text = "name: &n 'crm'\nlist: &l [*n, x]\nagain: *l\nkeys: {*n : 1}\nshadowed: &n other\nlast: *n\n"
    let root = try YAMLDocument.parse(text, file: "a.yaml").mapping()
    #expect(try root.required("again").strings() == ["crm", "x"])
    #expect(try root.required("keys").mapping().pairs.map(\.key) == ["crm"])
    #expect(try root.required("last").string() == "other")
  }

  @Test("an asterisk in text stays what it is")
  func asterisks() throws {
    let text = "a: 'x * y'\nb: 2*3\nc: |\n  *not an alias\nd: \"*\"  # *x\n\"*\": \u{E000}*\n"
    let root = try YAMLDocument.parse(text, file: "a.yaml").mapping()
    #expect(try root.required("a").string() == "x * y")
    #expect(try root.required("b").string() == "2*3")
    #expect(try root.required("c").string() == "*not an alias\n")
    #expect(try root.required("d").string() == "*")
    #expect(try root.required("*").string() == "\u{E000}*")
  }

  @Test(
    "an alias that has no anchor before it is refused at its place", arguments: ["a: *b\n", "a: &a [*a]\n", "a: * b\n"])
  func unknownAlias(text: String) {
    let error = failure(text)
    #expect(error?.message.contains("anchor") == true, "\(String(describing: error))")
    #expect(error?.line == 1)
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

  @Test("aliases inside a mapping's key are bounded: each is looked at once, whatever it stands for")
  func laughsInKeys() throws {
    // Hashing what sixty levels stand for, as a key that is put in whole must be, is 2^60 steps.
    var text = "a0: &a0 [x, x]\n"
    for level in 1...60 { text += "a\(level): &a\(level) {k: [*a\(level - 1), *a\(level - 1)]}\n" }
    for key in ["? *a9\n: 1\n", "{*a9 : 1}\n", "[{*a9 : 1}]\n", "? [*a9, *a9]\n: 1\n"] {
      let few = text.split(separator: "\n").prefix(10).joined(separator: "\n") + "\nlast: \(key)"
      #expect(failure(few) != nil, "\(key)")
      #expect(failure(text + "last:\n  \(key)") != nil, "\(key)")
    }
  }

  @Test("the work of reading aliases grows with the text and not with what they stand for")
  func steps() throws {
    func steps(_ levels: Int) throws -> Int {
      var text = "a0: &a0 [x, x]\n"
      for level in 1...levels { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
      return try YAMLDocument.read(text, file: "a.yaml").steps
    }
    // Unfolded these are 2^5 and 2^15 values.
    #expect(try steps(5) == 25)
    #expect(try steps(15) == 65)
  }

  @Test("a long text under many aliases is bounded too")
  func longText() {
    let text = "a: &a \"\(String(repeating: "x", count: 1 << 20))\"\nb:\n"
    #expect(failure(text + String(repeating: "- {*a : 1}\n", count: 300))?.message.contains("too many") == true)
    #expect(failure(text + String(repeating: "- {*a : 1}\n", count: 10)) == nil)
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
