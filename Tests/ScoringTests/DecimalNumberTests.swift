import Dialects
import Testing

@testable import Scoring

@Suite("A decimal number")
struct DecimalNumberTests {
  @Test(
    "is the same however it is written",
    arguments: [("1", "1.0"), ("1e2", "100"), ("0.5E+1", "5"), ("-0", "0"), ("1e-2", "0.01"), ("120e-1", "12")])
  func equates(left: String, right: String) { #expect(DecimalNumber(left) == DecimalNumber(right)) }

  @Test(
    "is ordered exactly, beyond what a double holds",
    arguments: [
      ("9007199254740992", "9007199254740993"), ("1e400", "1e401"), ("-1e401", "-1e400"), ("-1", "0"), ("0", "1e-999"),
      ("0.1", "0.11"), ("9", "10"),
    ])
  func orders(smaller: String, larger: String) throws {
    let (left, right) = (try #require(DecimalNumber(smaller)), try #require(DecimalNumber(larger)))
    #expect(left < right && !(right < left) && left != right)
  }

  @Test(
    "is not read from what is none",
    arguments: ["", "-", "1.", ".5", "1e", "1e+", "1.2.3", "+1", "1-2", "0x10", "NaN", "1e5.0"])
  func refuses(text: String) { #expect(DecimalNumber(text) == nil) }

  @Test("an exponent of a million digits overflows nothing")
  func survivesExponents() throws {
    let huge = try #require(DecimalNumber("1e" + String(repeating: "9", count: 1_000)))
    #expect(huge.double == .infinity)
    #expect(huge.isMultiple(of: try #require(DecimalNumber("7"))) == false)
    #expect(try #require(DecimalNumber("1e-" + String(repeating: "9", count: 1_000))).double == 0)
  }

  @Test(
    "JSON values are equivalent by meaning, not by spelling",
    arguments: [
      (#"{"a":1,"b":[1,2]}"#, #"{"b":[1.0,2e0],"a":1}"#, true), (#"[1,2]"#, "[2,1]", false),
      (#"{"a":null}"#, "{}", false),
      (#""1""#, "1", false), (#"{"a":1,"a":2}"#, #"{"a":2}"#, true), ("[[1],[]]", "[[],[1]]", false),
      ("true", "1", false),
    ])
  func equivalence(left: String, right: String, expected: Bool) throws {
    let (one, two) = (try JSONValue.parse(Array(left.utf8).span), try JSONValue.parse(Array(right.utf8).span))
    #expect(one.isEquivalent(to: two) == expected)
  }

  @Test("arrays can be compared without their order")
  func unordered() throws {
    let (one, two) = (
      try JSONValue.parse(Array("[[1,2],3]".utf8).span), try JSONValue.parse(Array("[3,[2,1.0]]".utf8).span)
    )
    #expect(one.isEquivalent(to: two, JSONComparison(ordersArrays: false)))
  }
}
