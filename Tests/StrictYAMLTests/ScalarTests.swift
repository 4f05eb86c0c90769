import StrictYAML
import Testing

@Suite("single values")
struct ScalarTests {
  private func node(_ text: String) throws -> YAMLNode { try YAMLDocument.parse(text, file: "a.yaml") }

  enum Colour: String, CaseIterable { case red, green }

  @Test(
    "decimals keep all their digits",
    arguments: [
      ("0.15", 15, 2), ("2", 2, 0), ("0.0284", 284, 4), ("-1.50", -150, 2), ("100.000000001", 100_000_000_001, 9),
      (".5", 5, 1),
    ])
  func decimals(text: String, mantissa: Int64, scale: Int) throws {
    #expect(try node(text).decimal() == (mantissa, scale))
  }

  @Test(
    "what is not a decimal is refused",
    arguments: ["1e-3", "0x10", "1,5", "--1", "-", "1.2.3", "+1", "12345678901234567890"])
  func notDecimals(text: String) throws {
    let node = try node("\"\(text)\"")
    #expect(throws: YAMLError.self) { try node.decimal() }
  }

  @Test("a number out of range is refused with the range")
  func range() throws {
    let node = try node("70000")
    let error = #expect(throws: YAMLError.self) { try node.int(1...65_535) }
    #expect(error?.message == "70000 is out of range: 1 to 65535")
    #expect(try self.node("65_535").int(1...65_535) == 65_535)
  }

  @Test("a name outside a closed set is refused with the near and the allowed ones")
  func choices() throws {
    let node = try node("gren")
    let error = #expect(throws: YAMLError.self) { try node.choice(Colour.self) }
    #expect(error?.description == "a.yaml:1:1: 'gren' is not known here (did you mean 'green'?); allowed: red, green")
  }

  @Test("a list is not a value and a value is not a list")
  func kinds() throws {
    #expect(throws: YAMLError.self) { try node("[a]").string() }
    #expect(throws: YAMLError.self) { try node("a").list() }
    #expect(throws: YAMLError.self) { try node("a").mapping() }
  }

  @Test("booleans have the usual words", arguments: [("true", true), ("no", false), ("on", true)])
  func booleans(text: String, expected: Bool) throws {
    #expect(try node(text).bool() == expected)
    #expect(throws: YAMLError.self) { try node("maybe").bool() }
  }
}
