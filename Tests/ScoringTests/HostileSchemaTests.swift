import Dialects
import Testing

@testable import Scoring

@Suite("Schemas and answers that callers and models make up")
struct HostileSchemaTests {
  private static let marks =
    "a" + String(repeating: "\u{301}", count: 100_000) + String(repeating: "\u{316}", count: 100_000)

  private func code(_ make: () throws -> Void) -> ScoringError.Code? {
    do { try make() } catch { return (error as? ScoringError)?.code }
    return nil
  }

  @Test("a schema that is larger than the limits is refused before it is compiled")
  func large() {
    let names = JSONValue.object((0..<40_000).map { ("member\($0)", .object([])) })
    let wide = JSONValue.object([("properties", names)])
    #expect(code { _ = try JSONSchema(wide, limits: ScoringLimits(schemaValues: 1_000)) } == .tooLarge)
    #expect(code { _ = try JSONSchema(wide, limits: ScoringLimits(schemaBytes: 1_000)) } == .tooLarge)
    #expect(code { _ = try JSONSchema(wide) } == .tooLarge, "more subschemas than a document may have")
  }

  @Test("the schemas of a request share what they may have")
  func shared() {
    let description = JSONValue.string(String(repeating: "x", count: 300_000))
    let tools = (0..<6).map { number in
      JSONValue.object([
        ("type", .string("function")),
        (
          "function",
          .object([("name", .string("tool\(number)")), ("parameters", .object([("description", description)]))])
        ),
      ])
    }
    let read = ScoringTask.reading(request: .object([("tools", .array(tools))]), dialect: .openAIChat)
    #expect(read.task.tools.keys.sorted() == ["tool0", "tool1", "tool2"])
    #expect(read.problems.count == 3)
  }

  @Test("a deep schema with one long name is compiled without writing out a place for each node")
  func long() throws {
    let name = String(repeating: "n", count: 200_000)
    let children = JSONValue.object((0..<15_000).map { ("c\($0)", .bool(true)) })
    let schema = try JSONSchema(
      .object([("properties", .object([(name, .object([("properties", children)]))]))]))
    #expect(schema.nodes.count == 15_002)
    #expect(schema.places.pointer(schema.nodes[1].place) == "#/properties/" + name)
    #expect(schema.validate(.object([(name, .object([("c7", .null)]))])) == .valid)
  }

  @Test("references find their places through escapes, anchors and wide objects")
  func references() throws {
    let definitions = (0..<2_000).map { #""d\#($0)":{"const":\#($0)}"# }.joined(separator: ",")
    let references = (0..<2_000).map { ##""p\##($0)":{"$ref":"#/$defs/d\##($0)"}"## }.joined(separator: ",")
    let text =
      #"{"$defs":{\#(definitions),"a/b":{"~0":{"$anchor":"x","const":"y"}}},"properties":{"#
      + references + ##","q":{"$ref":"#/$defs/a~1b/~00"},"r":{"$ref":"#x"},"s":{"$ref":"#/%24defs/d1"}}}"##
    let schema = try JSONSchema(text: text)
    func outcome(_ value: String) throws -> JSONSchema.Outcome {
      schema.validate(try JSONValue.parse(Array(value.utf8).span))
    }
    #expect(try outcome(#"{"p7":7,"p1999":1999,"q":"y","r":"y","s":1}"#) == .valid)
    guard case .invalid(let violation) = try outcome(#"{"q":"z"}"#) else {
      Issue.record("accepted another constant")
      return
    }
    #expect(violation.schemaPlace == "#/$defs/a~1b/~00")
    #expect(violation.path == "/q")
  }

  @Test("marks in names and answers hold nothing up")
  func marks() throws {
    let schema = try JSONSchema(
      .object([
        ("properties", .object([(Self.marks, .bool(true))])), (Self.marks, .null), ("required", .array([.string("b")])),
      ]))
    #expect(schema.validate(.object([(Self.marks, .null), ("b", .null)])) == .valid)
    let answer = Answer(text: Self.marks, refusal: Self.marks)
    #expect(TextNormalization.lenient.apply(answer.text) == TextNormalization.lenient.apply(answer.text + " "))
    #expect(answer.text.unicodeScalars.count { $0 == "\u{34F}" } > 6_000)
    let honest = "e\u{301}te\u{301} \u{1112}\u{1161}\u{11AB} Zalgo\u{316}\u{301}"
    #expect(Answer(text: honest).text.utf8.elementsEqual(honest.utf8))
  }

  @Test("a part is found in a text, or not, however much of it repeats")
  func search() {
    func contains(_ text: String, _ part: String) -> Bool { TextSearch.contains(Array(text.utf8), Array(part.utf8)) }
    #expect(contains("abababc", "ababc") && contains("x", "") && contains("aab", "ab") && contains("ab", "ab"))
    #expect(!contains("ababab", "abc") && !contains("", "a") && !contains("ab", "abc"))
    let ones = String(repeating: "1", count: 300_000)
    #expect(!contains(ones, String(repeating: "1", count: 150_000) + "2"))
    #expect(contains(ones + "2", String(repeating: "1", count: 150_000) + "2"))
  }
}
