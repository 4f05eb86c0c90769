import Dialects
import Foundation
import Testing

@Suite("JSON syntax")
struct JSONSyntaxTests {
  @Test(
    "an error names the byte and what was expected there",
    arguments: [
      ("", "invalid JSON at byte 0: the body is empty"),
      ("  ", "invalid JSON at byte 2: expected a value, but the text ends"),
      (#"{"a" 1}"#, "invalid JSON at byte 5: expected ':' after an object key, found '1'"),
      (#"{"a":1,}"#, "invalid JSON at byte 7: expected an object key in quotes, found '}'"),
      (#"{a:1}"#, "invalid JSON at byte 1: expected an object key in quotes, found 'a'"),
      (#"{"a":1 "b":2}"#, "invalid JSON at byte 7: expected ',' or '}' after a member, found '\"'"),
      ("[1 2]", "invalid JSON at byte 3: expected ',' or ']' after an element, found '2'"),
      ("[1,]", "invalid JSON at byte 3: expected a value, found ']'"),
      ("[1", "invalid JSON at byte 2: expected ',' or ']' after an element, but the text ends"),
      ("\"a", "invalid JSON at byte 2: expected '\"' at the end of a string, but the text ends"),
      ("\"a\nb\"", "invalid JSON at byte 2: expected control characters in a string to be escaped, found byte 0x0A"),
      (#""\x""#, #"invalid JSON at byte 2: expected one of " \ / b f n r t u after '\', found 'x'"#),
      (#""\u12G4""#, #"invalid JSON at byte 5: expected four hexadecimal digits after '\u', found 'G'"#),
      ("tru", "invalid JSON at byte 0: expected true, found 't'"),
      ("nul", "invalid JSON at byte 0: expected null, found 'n'"),
      ("01", "invalid JSON at byte 1: expected no digit after a leading 0, found '1'"),
      ("-", "invalid JSON at byte 1: expected a digit, but the text ends"),
      ("1.", "invalid JSON at byte 2: expected a digit, but the text ends"),
      ("1e+", "invalid JSON at byte 3: expected a digit, but the text ends"),
      ("+1", "invalid JSON at byte 0: expected a value, found '+'"),
      ("1 1", "invalid JSON at byte 2: expected the end after the top-level value, found '1'"),
      ("\u{FEFF}1", "invalid JSON at byte 0: expected a value, found byte 0xEF"),
    ])
  func errorNamesTheByte(body: String, message: String) {
    let error = #expect(throws: DialectError.self) { try JSONValue.parse(Array(body.utf8).span) }
    #expect(error?.message == message)
  }

  @Test(
    "bytes that are not UTF-8 are refused at their offset",
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3, 0x28],
    ] as [[UInt8]])
  func refusesBadUTF8(bytes: [UInt8]) {
    // At several distances from the next block of 16 bytes that is looked at together.
    for padding in 0..<20 {
      let body = [0x22] + [UInt8](repeating: 0x61, count: padding) + bytes + [0x22]
      let error = #expect(throws: DialectError.self) { try JSONValue.parse(body.span) }
      #expect(error?.code == .invalidUTF8)
      #expect(error?.offset == padding + 1)
    }
  }

  @Test("64 levels are read and 65 are refused", arguments: [("[", "]"), (#"{"a":"#, "}")])
  func limitsDepth(open: String, close: String) throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)).utf8)
    }
    _ = try JSONValue.parse(nested(64).span)
    let error = #expect(throws: DialectError.self) { try JSONValue.parse(nested(65).span) }
    #expect(error?.code == .tooDeep)
    let bottomless = Array(String(repeating: open, count: 1_000_000).utf8)
    #expect(throws: DialectError.self) { try JSONValue.parse(bottomless.span) }
  }

  @Test("Foundation reads the same from any spelling of a random tree", arguments: [20_261_123 as UInt64, 7, 99])
  func agreesWithFoundation(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      var body: [UInt8] = []
      random.spell(random.tree(depth: 4), into: &body)
      let ours = try JSONValue.parse(body.span)
      let theirs = try JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed)
      #expect(agrees(ours, theirs), "seed \(seed): \(body.text)")
    }
  }

  private func agrees(_ ours: JSONValue, _ theirs: Any) -> Bool {
    switch ours {
    case .null: return theirs is NSNull
    case .bool(let value): return (theirs as? Bool) == value
    case .number(let text): return (theirs as? NSNumber)?.doubleValue == Double(text)
    case .string(let text): return (theirs as? String).map { $0.utf8.elementsEqual(text.utf8) } ?? false
    case .array(let elements):
      guard let others = theirs as? [Any], others.count == elements.count else { return false }
      return zip(elements, others).allSatisfy { agrees($0, $1) }
    case .object(let members):
      guard let others = theirs as? [String: Any] else { return false }
      // Which of several members with one name counts is not compared.
      let names = Dictionary(grouping: members, by: \.0)
      return names.allSatisfy { name, same in
        others[name].map { other in same.contains { agrees($0.1, other) } } ?? false
      }
    }
  }
}
