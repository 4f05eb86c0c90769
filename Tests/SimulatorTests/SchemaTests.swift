import Testing

@testable import Simulator

@Suite("Instances are valid for their schema")
struct SchemaTests {
  private func make(_ schema: JSONValue) -> JSONValue { SchemaInstance(schema: schema).make(seed: 3) }

  @Test("numbers keep their bounds and steps")
  func numbers() {
    #expect(make(["type": "integer", "minimum": 5, "maximum": 7]) == 5)
    #expect(make(["type": "integer", "exclusiveMinimum": 5]) == 6)
    #expect(make(["type": "integer", "maximum": -3]) == -3)
    #expect(make(["type": "integer", "minimum": 10, "multipleOf": 4]) == 12)
    let between = make(["type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1]).number ?? 9
    #expect(between > 0 && between < 1)
  }

  @Test("texts keep lengths, formats, enumerations and constants")
  func texts() {
    #expect(make(["type": "string", "minLength": 30]).text?.count == 30)
    #expect(make(["type": "string", "maxLength": 4]).text?.count == 4)
    #expect(make(["type": "string", "format": "date"]).text == "2026-01-01")
    #expect(["a", "b"].contains(make(["enum": ["a", "b"]]).text))
    #expect(make(["const": 42]) == 42)
    #expect(make([:]).text == "[simulated]")
  }

  @Test(
    "a simple pattern is matched",
    arguments: [
      ("^[A-Z]{3}-\\d{4}$", "AAA-7777"), ("^(foo|bar)+$", "foo"), ("^a?b*c+$", "abc"), ("[^a-z0-9]", "X"),
      ("^\\w+@\\w+\\.com$", "x@x.com"), ("^x{0}y$", "y"),
    ])
  func patterns(pattern: String, text: String) {
    #expect(PatternSample(pattern).make() == text)
  }

  @Test("an unknown pattern is given up instead of answered wrongly", arguments: ["(?=x)", "(a)\\1", "[a", "(a", "*"])
  func unknownPatterns(pattern: String) { #expect(PatternSample(pattern).make() == nil) }

  @Test("objects have what is required, arrays as many items as asked")
  func structure() {
    let schema: JSONValue = [
      "type": "object", "required": ["name", "tags", "extra"],
      "properties": [
        "name": ["type": ["string", "null"]],
        "tags": ["type": "array", "minItems": 2, "uniqueItems": true, "items": ["enum": ["a", "b", "c"]]],
      ],
    ]
    let value = make(schema)
    #expect(value["name"]?.text != nil)
    #expect(value["extra"] != nil)
    let tags = value["tags"]?.items ?? []
    #expect(tags.count == 2)
    #expect(Set(tags).count == 2)
  }

  @Test("recursive schemas end")
  func recursion() {
    let schema: JSONValue = [
      "$defs": [
        "node": [
          "type": "object", "required": ["value", "next"],
          "properties": [
            "value": ["type": "integer"], "next": ["anyOf": [["$ref": "#/$defs/node"], ["type": "null"]]],
            "children": ["type": "array", "items": ["$ref": "#/$defs/node"]],
          ],
        ]
      ],
      "$ref": "#/$defs/node",
    ]
    #expect(make(schema)["value"]?.whole == 1)
    #expect(make(["$ref": "#"]) == .null || make(["$ref": "#"]).text != nil)
  }

  @Test("allOf merges its parts")
  func merging() {
    let schema: JSONValue = [
      "type": "object",
      "allOf": [
        ["properties": ["a": ["type": "integer"]], "required": ["a"]],
        ["properties": ["b": ["type": "boolean"]], "required": ["b"]],
      ],
    ]
    #expect(make(schema) == ["a": 1, "b": true])
  }

  @Test("a structured reply over HTTP is an instance of the schema, streaming or not", arguments: [true, false])
  func overHTTP(stream: Bool) async throws {
    try await withSimulator { _, client in
      let schema: JSONValue = [
        "type": "object", "properties": ["score": ["type": "integer", "minimum": 3]], "required": ["score"],
      ]
      let format: JSONValue = ["type": "json_schema", "json_schema": ["name": "s", "schema": schema]]
      let reply = try await client.send(
        "POST", "/v1/chat/completions", chat(["response_format": format, "stream": .bool(stream)]))
      let text =
        stream
        ? reply.values.compactMap { $0["choices"]?.items?.first?["delta"]?["content"]?.text }.joined()
        : reply.json["choices"]?.items?.first?["message"]?["content"]?.text ?? ""
      #expect(JSONValue(parsing: Array(text.utf8)) == ["score": 3])
    }
  }
}
