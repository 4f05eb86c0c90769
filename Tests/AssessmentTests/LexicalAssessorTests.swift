import Assessment
import StrictYAML
import Testing

@Suite("Finding terms in text")
struct LexicalAssessorTests {
  /// A lexicon of one pinning domain with these terms, each of weight 2, doubt 2, certain 4.
  private func assessor(_ terms: [String]) throws -> LexicalAssessor {
    let list = terms.map { "\"\($0)\"" }.joined(separator: ", ")
    let text = """
      version: test
      domains:
        - id: law
          pins: true
          doubt: 2
          certain: 4
          terms:
            - {weight: 2, any: [\(list)]}
      """
    return LexicalAssessor(lexicon: try Lexicon.load(text: text, file: "lexicon.yaml"))
  }

  private func finds(_ term: String, in text: String) throws -> Bool {
    try assessor([term]).assess([TextPart(role: .user, bytes: Array(text.utf8))]).pin != nil
  }

  @Test(
    "a term is found whatever its case, accents, spacing and punctuation",
    arguments: [
      ("landlord", "My LANDLORD is away"), ("landlord", "landlord"), ("landlord", "the landlord's dog"),
      ("chest pain", "chest   pain"), ("chest pain", "chest-\npain!"), ("chest pain", "CHEST\tPAIN"),
      ("kündigung", "Die KÜNDIGUNG kam"), ("kündigung", "die Kuendigung kam"), ("kündigung", "die kundigung"),
      ("kündigung", "ku\u{308}ndigung"), ("straße", "in der Strasse"), ("straße", "in der STRAẞE".lowercased()),
      ("síntoma", "un sintoma raro"), ("can t breathe", "I can’t breathe"), ("can t breathe", "i can't breathe"),
      ("prescri*", "a prescription"), ("prescri*", "prescribed"), ("*kündigung", "Wohnungskündigung"),
      ("*itis", "Is arthritis bad?"), ("*sarcom*", "osteosarcoma"), ("律师", "我要找律师。"), ("law", "法 law 律"),
      ("landlord", "land\u{AD}lord"), ("landlord", "land\u{200B}lord"), ("landlord", "ｌａｎｄｌｏｒｄ"),
      ("landlord", "我的landlord说"),
    ])
  func found(term: String, text: String) throws {
    #expect(try finds(term, in: text))
  }

  @Test(
    "a word is not found inside another one",
    arguments: [
      ("law", "lawn flaw outlaws"), ("landlord", "landlords"), ("chest pain", "chest of pain"),
      ("prescri*", "nonprescription"), ("*itis", "itises"), ("chest pain", "chestpain"), ("律师", "律 师"),
      ("律师", "法律，师傅"), ("dose", "doser overdose"),
    ])
  func notFound(term: String, text: String) throws {
    #expect(try !finds(term, in: text))
  }

  @Test("terms that overlap and contain each other are all found")
  func overlapping() throws {
    let assessor = try assessor(["child custody", "custody battle", "custody", "battle", "*tle"])
    let findings = assessor.explain([TextPart(role: .user, bytes: Array("A child custody battle.".utf8))])
    #expect(Set(findings.map(\.term)) == ["child custody", "custody battle", "custody", "battle", "*tle"])
  }

  @Test("a term counts once, however often it is said")
  func once() throws {
    let assessor = try assessor(["landlord"])
    let verdict = assessor.assess([
      TextPart(role: .user, bytes: Array("landlord landlord landlord".utf8)),
      TextPart(role: .tool, bytes: Array("landlord".utf8)),
    ])
    #expect(verdict.scoreMilli == 2000)
    #expect(verdict.pinCertainty == .doubt)
  }

  @Test(
    "what is asked counts most, what is quoted least",
    arguments: [
      ([TextPart.Role.user], 2000), ([.system], 1000), ([.assistant], 400), ([.tool], 400), ([.document], 500),
    ])
  func roles(roles: [TextPart.Role], score: Int) throws {
    let parts = roles.map { TextPart(role: $0, bytes: Array("landlord".utf8)) }
    #expect(try assessor(["landlord"]).assess(parts).scoreMilli == score)
  }

  @Test("earlier messages of the user count half, and all pieces of the last one in full")
  func lastMessage() throws {
    let assessor = try assessor(["landlord", "court"])
    func part(_ role: TextPart.Role, _ text: String) -> TextPart { TextPart(role: role, bytes: Array(text.utf8)) }
    let earlier = [part(.user, "landlord"), part(.assistant, "yes"), part(.user, "hello")]
    #expect(assessor.assess(earlier).scoreMilli == 1000)
    let pieces = [part(.assistant, "yes"), part(.user, "landlord"), part(.user, "court")]
    #expect(assessor.assess(pieces).scoreMilli == 4000)
    let withTool = pieces + [part(.tool, "result")]
    #expect(assessor.assess(withTool).scoreMilli == 4000)
  }

  @Test("terms are not joined across two parts")
  func parts() throws {
    let parts = ["chest", "pain"].map { TextPart(role: .user, bytes: Array($0.utf8)) }
    #expect(try assessor(["chest pain"]).assess(parts).pin == nil)
  }

  @Test("nothing in a text gives a verdict without a domain")
  func empty() throws {
    let verdict = try assessor(["landlord"]).assess([])
    #expect(verdict.domain == nil)
    #expect(verdict.certainty == .none)
    #expect(verdict.pin == nil)
    #expect(verdict.stage == "lexical")
    #expect(verdict.version.hasPrefix("test+"))
  }

  @Test("bytes that are no UTF-8 neither trap nor hide what follows them")
  func brokenBytes() throws {
    let assessor = try assessor(["landlord", "律师"])
    let term = Array("landlord".utf8)
    let broken: [[UInt8]] = [
      [0xFF], [0xC3], [0xE4, 0xBD], [0xF0, 0x9F, 0x98], [0x80], [0xC0, 0xAF], [0xE2, 0x80], [0xF5, 0x80, 0x80, 0x80],
    ]
    for bytes in broken {
      #expect(assessor.assess([TextPart(role: .user, bytes: bytes)]).pin == nil)
      #expect(assessor.assess([TextPart(role: .user, bytes: bytes + [0x20] + term)]).pin != nil)
      #expect(assessor.assess([TextPart(role: .user, bytes: term + bytes)]).pin != nil)
    }
  }

  @Test("a scan agrees with a search by plain comparison on random texts", arguments: [1, 2, 3] as [UInt64])
  func agreesWithPlainSearch(seed: UInt64) throws {
    let terms = ["ab", "aba", "bb*", "*ba", "a b", "b a b", "*aab*"]
    let assessor = try assessor(terms)
    var state = seed
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += ["a", "b", " ", "a", "b", "-"][Int(state >> 33) % 6]
      }
      let words = text.split { !$0.isLetter }.joined(separator: " ")
      let expected = Set(terms.filter { Self.contains($0, in: " \(words) ") })
      let found = Set(assessor.explain([TextPart(role: .user, bytes: Array(text.utf8))]).map(\.term))
      #expect(found == expected, "seed \(seed), text '\(text)'")
    }
  }

  private static func contains(_ term: String, in text: String) -> Bool {
    let start = term.hasPrefix("*") ? "" : " "
    let end = term.hasSuffix("*") ? "" : " "
    let needle = Array((start + term.filter { $0 != "*" } + end).utf8)
    let hay = Array(text.utf8)
    guard hay.count >= needle.count else { return false }
    return (0...(hay.count - needle.count)).contains { hay[$0...].starts(with: needle) }
  }
}
