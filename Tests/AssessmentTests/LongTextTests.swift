import Assessment
import Testing

@Suite("Terms in long texts")
struct LongTextTests {
  /// Long ASCII texts are read in several places at once; one letter of another kind has them read in one go.
  @Test("a long text has the same terms however it is read", arguments: 0..<200 as Range<UInt64>)
  func lanes(seed: UInt64) throws {
    let assessor = try DefaultLexicon.assessor.get()
    var random = Xorshift(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
    let terms = assessor.lexicon.domains.flatMap(\.terms).map(\.text).filter { $0.utf8.allSatisfy { $0 < 0x80 } }
      .map { $0.replacing("*", with: "") }
    let filler = ["the", "and", "x", "invoice", "of", "chest", "--", "\n\n", "quarterly", "landlord's", "a.b"]
    var words: [String] = []
    for _ in 0..<(100 + Int(random.next() % 400)) {
      let pool = random.next() % 8 == 0 ? terms : filler
      words.append(pool[Int(random.next() % UInt64(pool.count))])
    }
    let text = words.joined(separator: random.next() % 4 == 0 ? "  " : " ")
    func findings(_ text: String) -> [LexicalAssessor.Finding] {
      assessor.explain([TextPart(role: .user, bytes: Array(text.utf8))])
    }
    let whole = findings(text + " ¿")
    #expect(!whole.isEmpty)
    #expect(findings(text) == whole)
  }

  private struct Xorshift {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }
}
