import Assessment
import StrictYAML
import Testing

@Suite("Reading a lexicon")
struct LexiconLoadTests {
  private func errors(_ text: String) -> [YAMLError] {
    do {
      _ = try Lexicon.load(text: text, file: "words.yaml")
      return []
    } catch { return error.errors }
  }

  @Test("weights, thresholds and roles are read exactly")
  func reads() throws {
    let lexicon = try Lexicon.load(
      text: """
        version: "7"
        roles: {last_user: 1, tool: 0.125}
        domains:
          - {id: law, pins: true, doubt: 1.5, certain: 2.75, terms: [{weight: 0.5, en: [court], de: [gericht]}]}
        """, file: "words.yaml")
    #expect(lexicon.roles.lastUser == 1000)
    #expect(lexicon.roles.tool == 125)
    let law = try #require(lexicon.domains.first)
    #expect(law.doubtMilli == 1500)
    #expect(law.certainMilli == 2750)
    #expect(
      law.terms == [
        LexiconTerm(text: "court", weightMilli: 500, language: "en"),
        LexiconTerm(text: "gericht", weightMilli: 500, language: "de"),
      ])
    #expect(law.certainty(ofMilli: 1499) == .none)
    #expect(law.certainty(ofMilli: 1500) == .doubt)
    #expect(law.certainty(ofMilli: 2750) == .certain)
  }

  @Test("every error is reported at once with its line")
  func allErrors() {
    let found = errors(
      """
      version: x
      domains:
        - id: law
          doubt: 4
          certain: 2
          colour: red
          terms:
            - {weight: 2, en: [court, Court, "a*b", x, "法a"]}
            - {weight: -1, en: [judge]}
            - {weight: 1, klingon: [judge]}
      """)
    let places = found.map { "\($0.line): \($0.message.prefix(24))" }
    #expect(found.map(\.line) == [5, 6, 8, 8, 8, 8, 9, 10], "\(places)")
    #expect(found.contains { $0.message.contains("the same as the one in line 8") })
    #expect(found.contains { $0.message.contains("only at the ends") })
    #expect(found.contains { $0.message.contains("mixes scripts") })
    #expect(found.contains { $0.allowed.contains("de") })
  }

  @Test("a lexicon that would not fit into the automaton is refused, not built")
  func tooManyTerms() {
    let terms = (0..<9000).map { "wordnumber\($0)x" }.joined(separator: ", ")
    let found = errors(
      "version: x\ndomains:\n  - {id: law, doubt: 1, certain: 2, terms: [{weight: 1, en: [\(terms)]}]}\n")
    #expect(found.count == 1)
    #expect(found.first?.message.contains("at most") == true)
  }

  @Test("another text is another version")
  func version() throws {
    let text = "version: x\ndomains: [{id: law, doubt: 1, certain: 2, terms: [{weight: 1, en: [court]}]}]\n"
    let first = try Lexicon.load(text: text, file: "a").version
    let same = try Lexicon.load(text: text, file: "b").version
    let other = try Lexicon.load(text: text + "# more\n", file: "a").version
    #expect(first == same)
    #expect(first != other)
    #expect(first.hasPrefix("x+"))
    #expect(first.count == "x+".count + 8)
  }
}
