import Foundation
import Testing

@testable import Assessment

/// What the normaliser is handed is bounded, so the time that it takes is linear; and honest text does not notice.
@Suite("Text that is cut for the normaliser")
struct StreamSafeTextTests {
  private static let hostile: [(name: String, unit: String)] = [
    ("marks of one class", "\u{301}"), ("marks of mixed classes", "\u{316}\u{301}\u{345}\u{3099}"),
    ("letters with marks", "e\u{301}\u{316}\u{489}"), ("jamo", "\u{1112}\u{1161}\u{11AB}"), ("vowels", "\u{1161}"),
    ("half-width marks", "\u{FF9E}"), ("Tibetan vowels", "\u{F73}"), ("emoji", "👩🏽\u{200D}👧🏿"),
    ("mathematical letters", "𝔞"), ("one letter", "a"), ("a growing ligature", "\u{FDFA}"), ("Chinese", "合"),
  ]

  @Test("no piece and no run of marks is long, whatever the text is", arguments: hostile.indices)
  func bounded(_ index: Int) {
    let text = "a" + String(repeating: Self.hostile[index].unit, count: 20_000)
    var pieces = ""
    StreamSafeText.forEachPiece(text) { piece in
      #expect(piece.unicodeScalars.count <= StreamSafeText.longest * 2, "\(Self.hostile[index].name)")
      var run = 0
      var longest = 0
      for scalar in piece.decomposedStringWithCompatibilityMapping.unicodeScalars {
        run = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : run + 1
        longest = max(longest, run)
      }
      #expect(longest <= StreamSafeText.longestRun * 2 + 4, "\(Self.hostile[index].name)")
      pieces += piece
    }
    #expect(
      pieces.unicodeScalars.filter { $0 != StreamSafeText.joiner }.elementsEqual(text.unicodeScalars),
      "\(Self.hostile[index].name)")
  }

  @Test(
    "honest text is normalised as it would be in one piece",
    arguments: [
      "Tiếng Việt có nhiều dấu, nhé. ", "कानूनी सलाह चाहिए। ", "법률 상담이 필요합니다. ",
      "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF} ",
      "ｶﾞｲﾄﾞ と ﾊﾟﾝ ", "合同诉讼赔偿，医生处方。", "𝔠𝔬𝔲𝔯𝔱 ℌ𝔢𝔞𝔯𝔦𝔫𝔤 ", "ﬁnal o\u{308}ffice ½ ",
      "Z\u{316}\u{301}a\u{34F}l\u{489}g\u{300}o ",
      "سُؤال قانونيّ \u{FEFB} ", "ทำอย่างไรเมื่อเจ็บ ", "① e\u{301}te\u{301} — \u{FF21}\u{FF22} ",
    ])
  func unchanged(_ unit: String) {
    let text = String(repeating: unit, count: 400)
    let whole = text.precomposedStringWithCompatibilityMapping
    var pieces = ""
    StreamSafeText.forEachPiece(text) { pieces += $0.precomposedStringWithCompatibilityMapping }
    #expect(pieces.utf8.elementsEqual(whole.utf8))
    #expect(!pieces.unicodeScalars.contains(StreamSafeText.joiner) || unit.unicodeScalars.contains("\u{34F}"))
  }

  @Test("half a megabyte of marks is judged, and pinned up")
  func judged() throws {
    let assessor = try ShippedModel.assessor.get()
    let marks = "a" + String(repeating: "\u{301}", count: 125_000) + String(repeating: "\u{316}", count: 125_000)
    let part = AssessedPart(role: .user, evidence: assessor.evidence(Array(marks.utf8)))
    #expect(assessor.read([part], encoder: false).verdict.pinCertainty > .none)
  }

  @Test("a tag is told by its bytes, whatever its case, and no other is")
  func tags() {
    func roles(_ text: String) -> [TextPart.Role] { QuotedText.parts(Array(text.utf8)).map(\.role) }
    #expect(roles("<DOCUMENT class=\"a\">\nquoted\n</Document>\nsum up") == [.document, .user])
    #expect(roles("<documents\u{301}>\nquoted\n</documents>\nsum up") == [.user])
    let marks = "<a" + String(repeating: "\u{301}", count: 100_000) + String(repeating: "\u{316}", count: 100_000) + ">"
    #expect(roles("\(marks)\nquoted\nsum up") == [.user])
  }

  @Test("a head's name is the one that it is written with")
  func names() {
    for head in AssessmentHead.allCases { #expect(head.name == "\(head)") }
    #expect(AssessmentHead.domains.allSatisfy { $0.domain?.rawValue == $0.name })
    #expect(AssessmentHead.grave.domain == nil)
  }
}
