import Patterns
import Testing

@Suite("A pattern")
struct PatternTests {
  @Test(
    "matches what ECMA-262 says it matches",
    arguments: [
      ("abc", "xabcx", true), ("^abc$", "xabc", false), ("a|b|", "z", true), ("^(a|bc)+$", "abcbca", true),
      ("^(?:a|bc)+$", "abcb", false), ("^a{2,3}$", "aa", true), ("^a{2,3}$", "aaaa", false), ("^a{2,}$", "aaaaa", true),
      ("^[a-c\\d-]+$", "a-b3", true), ("^[^a-c]+$", "xyz", true), ("^[^a-c]+$", "xaz", false),
      ("\\bcat\\b", "a cat.", true),
      ("\\bcat\\b", "concat", false), ("^\\p{Lu}\\p{Ll}+$", "Äpfel", true), ("^\\P{L}$", "5", true),
      ("^.$", "\n", false),
      ("(?s)^.$", "\n", true), ("(?m)^b$", "a\nb\nc", true), ("(?i)^straSSe$", "STRASSE", true),
      ("(?i)[^a]", "A", false),
      ("^(?<year>\\d{4})-(\\d\\d)$", "2026-11", true), ("^\\u00e9$", "é", true), ("^\\u{1F600}$", "😀", true),
      ("^\\ud83d\\ude00$", "😀", true), ("^a{,3}$", "a{,3}", true), ("^[]$", "x", false), ("^[\\]]$", "]", true),
      ("^(a*)*$", "aaab", false), ("^(a?){3}$", "aa", true), ("x*?y", "xxy", true), ("^\\/\\.$", "/.", true),
      ("", "", true),
    ])
  func matches(pattern: String, text: String, expected: Bool) throws {
    #expect(try Pattern(pattern).search(text) == (expected ? .matches : .doesNotMatch))
  }

  @Test(
    "is refused with its place where it cannot be read, or not in linear time",
    arguments: [
      ("a(b", .malformed, "not closed"), ("a)", .malformed, "closes no group"),
      ("*a", .malformed, "nothing to repeat"), ("a**", .malformed, "repeats a repetition"),
      ("[z-a]", .malformed, "ends before it starts"), ("[a", .malformed, "not closed"),
      ("(?=a)b", .unsupported, "look-around"), ("(a)\\1", .unsupported, "back-references"),
      ("\\p{Greek}", .unsupported, "general category"), ("a{3,2}", .malformed, "wrong way round"),
      ("a{9999}", .tooLarge, "more than 1000 times"), ("\\y", .malformed, "means nothing"),
      ("a\\", .malformed, "ends with a backslash"), ("(?#x)", .unsupported, "only ':'"),
      ("((a{1000}){1000}){1000}", .tooLarge, "instructions"),
      ("(((){1000}){1000}){1000}", .tooLarge, "instructions"),
    ] as [(String, PatternError.Code, String)])
  func refuses(pattern: String, code: PatternError.Code, reason: String) {
    #expect { try Pattern(pattern) } throws: { error in
      let error = error as? PatternError
      return error?.code == code && error?.message.contains(reason) == true
    }
  }

  @Test("that is refused is refused at the character where reading ended", arguments: [("ab(?=c)", 6), ("a)", 2)])
  func tellsPlace(pattern: String, position: Int) {
    #expect { try Pattern(pattern) } throws: { ($0 as? PatternError)?.position == position }
  }

  @Test("nested deeper than any person writes is refused rather than followed")
  func refusesNesting() {
    #expect(throws: PatternError.self) {
      try Pattern(String(repeating: "(", count: 2000) + String(repeating: ")", count: 2000))
    }
  }

  @Test(
    "that makes a backtracking engine hang is decided",
    arguments: ["^(a+)+$", "^(a|aa)+$", "^(a|a)*$", "^([a-z]+)*[0-9]$", "(x+x+)+y", "^(.*a){12}$"])
  func isLinear(pattern: String) throws {
    let text = String(repeating: "a", count: 3000) + "!" + String(repeating: "x", count: 2000)
    #expect(try Pattern(pattern).search(text) == .doesNotMatch)
  }

  @Test("that needs more steps than it may take is undecided, never a match")
  func boundsWork() throws {
    #expect(try Pattern("^(a?){500}b$").search(String(repeating: "a", count: 5000), steps: 10_000) == .undecided)
  }
}
