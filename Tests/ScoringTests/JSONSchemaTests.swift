import Dialects
import Testing

@testable import Scoring

@Suite("A JSON schema")
struct JSONSchemaTests {
  private static func json(_ text: String) throws -> JSONValue { try JSONValue.parse(Array(text.utf8).span) }

  private func outcome(_ schema: String, _ value: String) throws -> JSONSchema.Outcome {
    try JSONSchema(text: schema).validate(Self.json(value))
  }

  @Test(
    "accepts what the draft accepts",
    arguments: [
      ("true", "1"), ("{}", "null"), (#"{"type":"integer"}"#, "1.0"), (#"{"type":"integer"}"#, "1e3"),
      (#"{"type":["string","null"]}"#, "null"), (#"{"enum":[1,"a",{"x":[1]}]}"#, #"{"x":[1.0]}"#),
      (#"{"const":1}"#, "1.00"), (#"{"minimum":0.1,"maximum":1e400}"#, "1e399"), (#"{"multipleOf":0.01}"#, "19.99"),
      (#"{"multipleOf":3}"#, "3e200"), (#"{"maxLength":2}"#, #""😀😀""#), (#"{"pattern":"^a+$"}"#, "5"),
      (#"{"prefixItems":[{"type":"string"}],"items":{"type":"number"}}"#, #"["a",1,2]"#),
      (#"{"contains":{"const":1},"minContains":2,"maxContains":2}"#, "[1,2,1.0]"),
      (#"{"contains":{"const":1},"minContains":0}"#, "[]"), (#"{"uniqueItems":true}"#, #"[1,"1",[1],true]"#),
      (
        #"{"properties":{"a":{"type":"string"}},"patternProperties":{"^x-":true},"additionalProperties":false}"#,
        #"{"a":"","x-b":1}"#
      ),
      (##"{"$defs":{"n":{"type":"number"}},"items":{"$ref":"#/$defs/n"}}"##, "[1]"),
      (##"{"$defs":{"a/b":{"$anchor":"q","type":"null"}},"anyOf":[{"$ref":"#q"},{"$ref":"#/$defs/a~1b"}]}"##, "null"),
      (##"{"properties":{"next":{"$ref":"#"}},"required":["v"]}"##, ##"{"v":1,"next":{"v":2,"next":{"v":3}}}"##),
      (
        #"{"if":{"properties":{"k":{"const":1}}},"then":{"required":["a"]},"else":{"required":["b"]}}"#,
        #"{"k":2,"b":0}"#
      ),
      (#"{"oneOf":[{"type":"number"},{"minimum":5}]}"#, "3"), (#"{"not":{"type":"string"}}"#, "1"),
      (#"{"dependentRequired":{"a":["b"]},"dependentSchemas":{"c":{"minProperties":2}}}"#, #"{"c":1,"d":2}"#),
      (#"{"format":"date","title":"x","type":"string"}"#, #""no date""#),
      (#"{"propertyNames":{"maxLength":1}}"#, #"{"a":1}"#),
      (#"{"minLength":2.0}"#, #""ab""#),
    ])
  func accepts(schema: String, value: String) throws {
    #expect(try outcome(schema, value) == .valid)
  }

  @Test(
    "names the place and the keyword of the first violation",
    arguments: [
      ("false", "1", "", "false"), (#"{"type":"integer"}"#, "1.5", "", "type"),
      (#"{"type":"string"}"#, "null", "", "type"),
      (#"{"const":"a"}"#, #""A""#, "", "enum"), (#"{"exclusiveMinimum":1}"#, "1.0", "", "exclusiveMinimum"),
      (#"{"exclusiveMaximum":1}"#, "1", "", "exclusiveMaximum"), (#"{"minimum":-5}"#, "-5.1", "", "minimum"),
      (#"{"maximum":10}"#, "1e400", "", "maximum"), (#"{"multipleOf":0.1}"#, "0.25", "", "multipleOf"),
      (#"{"properties":{"a":{"items":{"type":"number"}}}}"#, #"{"a":[1,"x"]}"#, "/a/1", "type"),
      (#"{"required":["a"]}"#, "{}", "", "required"),
      (#"{"additionalProperties":false}"#, #"{"b":1}"#, "", "additionalProperties"),
      (#"{"additionalProperties":{"type":"null"}}"#, #"{"b/c":1}"#, "/b~1c", "type"),
      (#"{"minItems":1}"#, "[]", "", "minItems"),
      (#"{"maxItems":1}"#, "[1,2]", "", "maxItems"),
      (#"{"uniqueItems":true}"#, #"[{"a":1,"b":2},{"b":2,"a":1.0}]"#, "", "uniqueItems"),
      (#"{"minLength":3}"#, #""ab""#, "", "minLength"), (#"{"pattern":"^\\d+$"}"#, #""12a""#, "", "pattern"),
      (#"{"anyOf":[{"type":"number"},{"type":"null"}]}"#, #""x""#, "", "anyOf"),
      (#"{"oneOf":[true,true]}"#, "1", "", "oneOf"),
      (#"{"not":{}}"#, "1", "", "not"),
      (#"{"allOf":[{"required":["a"]},{"required":["b"]}]}"#, #"{"a":1}"#, "", "required"),
      (#"{"contains":{"const":1}}"#, "[2]", "", "contains"), (#"{"prefixItems":[true,false]}"#, "[1,2]", "/1", "false"),
      (##"{"properties":{"n":{"$ref":"#"}},"type":"object"}"##, ##"{"n":{"n":1}}"##, "/n/n", "type"),
      (#"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#, "", "dependentRequired"),
      (#"{"propertyNames":{"pattern":"^[a-z]+$"}}"#, #"{"A":1}"#, "", "propertyNames"),
      (#"{"maxProperties":1}"#, #"{"a":1,"b":1}"#, "", "maxProperties"),
      (#"{"properties":{"a":{"type":"number"}}}"#, #"{"a":"x","a":1}"#, "/a", "type"),
    ])
  func names(schema: String, value: String, path: String, keyword: String) throws {
    guard case .invalid(let violation) = try outcome(schema, value) else {
      Issue.record("accepted \(value) against \(schema)")
      return
    }
    #expect(violation.path == path)
    #expect(violation.keyword == keyword)
    #expect(!violation.message.isEmpty)
  }

  @Test(
    "is refused where an assertion could not be honoured",
    arguments: [
      (##"{"unevaluatedProperties":false}"##, "#/unevaluatedProperties"), (##"{"$dynamicRef":"#x"}"##, "#/$dynamicRef"),
      (##"{"$ref":"https://example.org/x"}"##, "#/$ref"), (##"{"$ref":"#/$defs/none"}"##, "#/$ref"),
      (##"{"$ref":"#gone"}"##, "#/$ref"),
      (#"{"items":[true]}"#, "#/items"), (#"{"type":"text"}"#, "#/type"), (#"{"minLength":-1}"#, "#/minLength"),
      (#"{"minLength":1.5}"#, "#/minLength"), (#"{"multipleOf":0}"#, "#/multipleOf"), (#"{"anyOf":[]}"#, "#/anyOf"),
      (#"{"properties":{"a":{"pattern":"(?=x)"}}}"#, "#/properties/a/pattern"),
      (#"{"properties":{"a/b":7}}"#, "#/properties/a~1b"),
      (#"{"required":"a"}"#, "#/required"), (#"{"properties":{"a":{"$id":"x"}}}"#, "#/properties/a/$id"),
    ])
  func refuses(schema: String, place: String) {
    #expect { try JSONSchema(text: schema) } throws: { ($0 as? ScoringError)?.place == place }
  }

  @Test("a text that is no JSON, or too deep, is refused as a schema")
  func refusesText() {
    #expect(throws: ScoringError.self) { try JSONSchema(text: "{") }
    let deep = String(repeating: #"{"not":"#, count: 500) + "true" + String(repeating: "}", count: 500)
    #expect(throws: ScoringError.self) { try JSONSchema(text: deep) }
  }

  @Test("a reference that leads back to itself is undecided, not an endless loop")
  func stopsLoops() throws {
    guard case .undecided = try outcome(##"{"$ref":"#"}"##, "1") else {
      Issue.record("decided a loop")
      return
    }
  }

  @Test("alternatives that multiply are undecided once they cost too much")
  func boundsWork() throws {
    var schema = #"{"type":"string"}"#
    for _ in 0..<20 { schema = #"{"anyOf":[\#(schema),{"type":"null"}]}"# }
    let wide = "[" + Array(repeating: schema, count: 3).joined(separator: ",") + "]"
    let value = try Self.json("[" + Array(repeating: "1", count: 5000).joined(separator: ",") + "]")
    let outcome = try JSONSchema(text: #"{"items":{"oneOf":\#(wide)}}"#).validate(value, steps: 50)
    guard case .undecided = outcome else {
      Issue.record("decided with 50 steps: \(outcome)")
      return
    }
  }

  @Test("a pattern in a schema cannot hang validation")
  func boundsPatterns() throws {
    let value = "\"" + String(repeating: "a", count: 3000) + "!\""
    guard case .invalid(let violation) = try outcome(#"{"pattern":"^(a+)+$"}"#, value) else {
      Issue.record("the pattern matched")
      return
    }
    #expect(violation.keyword == "pattern")
  }
}
