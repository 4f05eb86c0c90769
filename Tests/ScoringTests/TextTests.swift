import Testing

@testable import Scoring

@Suite("Texts that are compared")
struct TextTests {
  @Test(
    "are the same where only what does not count differs",
    arguments: [
      ("a  b\n", " a b", TextNormalization.whiteSpace, true), ("A b", "a b", .whiteSpace, false),
      ("caf\u{E9}", "cafe\u{301}", .whiteSpace, true),
      ("Yes.", "yes", .lenient, true), ("**Bold** and `code`", "bold and code", .lenient, true),
      ("\u{201C}hi\u{201D} \u{2013} you", "\"hi\" - you", .lenient, true),
      ("# Title\n- one\n- two", "title one two", .lenient, true), ("1. a\n2) b", "a b", .lenient, true),
      ("[text](https://x.org)", "text", .lenient, true),
      ("snake_case", "snakecase", .lenient, false), ("2*3*4", "234", .lenient, false),
      ("2 * 3", "2 3", .lenient, false), ("no", "not", .lenient, false),
      ("| a | b |\n|---|---|\n| c | d |", "a b c d", .lenient, true), ("a\u{200B}b", "ab", .lenient, true),
      ("", "", .lenient, true), (" \t\r\n\u{B}a\u{C}b\u{1C}", "a b\u{1C}", .whiteSpace, true),
      (" \u{E9} \u{2003}a\r\nb ", "\u{E9} a b", .whiteSpace, true),
      ("```\n# code\n```", "code", .lenient, false), ("> quoted", "quoted", .lenient, true),
    ])
  func normalise(left: String, right: String, rule: TextNormalization, expected: Bool) {
    #expect((rule.apply(left) == rule.apply(right)) == expected)
  }

  @Test("take linear time, however hostile", arguments: ["[", "*", "`", "_", "\"", "(", "> ", "|", "\u{300}"])
  func survivesHostileMarkdown(piece: String) {
    let text = String(repeating: piece, count: 20_000)
    #expect(TextNormalization.lenient.apply(text).utf8.count <= text.utf8.count)
    _ = CitedText(text)
  }

  @Test(
    "hold the numbers that a reader sees",
    arguments: [
      ("It is 1,234.50 in all", ["1234.50"]), ("1,2,3", ["1", "2", "3"]), ("about −3.5e2 K", ["-3.5e2"]),
      ("page 3-5", ["3", "5"]),
      ("-$1,000", ["-1000"]), ("GPT4 says 5", ["5"]), ("10'000 CHF", ["10000"]),
      ("1\u{202F}000\u{202F}000", ["1000000"]), ("3.", ["3"]),
      ("none", []), ("2020 100", ["2020", "100"]), ("x = -7", ["-7"]), ("a-7", ["7"]),
    ])
  func numbers(text: String, expected: [String]) {
    #expect(WrittenNumber.all(in: text, mark: .point).map(\.value) == expected.compactMap { DecimalNumber($0) })
  }

  @Test("hold numbers with a comma for decimals where that is said")
  func commas() {
    #expect(
      WrittenNumber.all(in: "1.234,5 und 0,25", mark: .comma).map(\.value) == [
        DecimalNumber("1234.5"), DecimalNumber("0.25"),
      ])
  }

  @Test(
    "have the digest that FIPS 180-4 gives",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func digests(text: String, expected: String) { #expect(SHA256.hex(Array(text.utf8)) == expected) }

  @Test("lists of fields that only run together differently have different digests")
  func separatesFields() { #expect(SHA256.hex(fields: ["ab", "c"]) != SHA256.hex(fields: ["a", "bc"])) }
}
