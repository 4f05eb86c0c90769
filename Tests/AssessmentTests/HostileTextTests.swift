import Assessment
import Foundation
import Testing

/// Text that hides, breaks or overflows must be judged or pinned up, never waved through.
@Suite("Text that was made to confuse")
struct HostileTextTests {
  private func verdict(_ bytes: [UInt8], encoder: Bool = false) throws -> TextVerdict {
    let assessor = try ShippedModel.assessor.get()
    return assessor.read([AssessedPart(role: .user, evidence: assessor.evidence(bytes))], encoder: encoder).verdict
  }

  private static let illegible: [(name: String, bytes: [UInt8])] = [
    ("nothing", []), ("blanks", Array(" \n\t  ".utf8)), ("emoji", Array("🙂🔥👍🏽🇩🇪👨‍👩‍👧".utf8)),
    ("base64", Array(Data((0..<600).map { UInt8(truncatingIfNeeded: $0 &* 37) }).base64EncodedString().utf8)),
    ("broken UTF-8", [0xFF, 0xFE, 0x80, 0xC0, 0xAF, 0xED, 0xA0, 0x80]),
    ("a script that was never learned", Array("ทำอย่างไรเมื่อเจ็บหน้าอก".utf8)),
    ("control characters", Array(repeating: 0x01, count: 100)), ("punctuation", Array("!!! ??? ---".utf8)),
    ("zero-width characters alone", Array("\u{200B}\u{200D}\u{FEFF}\u{2060}".utf8)),
  ]

  @Test("what cannot be read is pinned up", arguments: illegible.indices)
  func unread(_ index: Int) throws {
    let (name, bytes) = Self.illegible[index]
    for encoder in [false, true] {
      let verdict = try verdict(bytes, encoder: encoder)
      #expect(verdict.pin == TextAssessor.unreadable, "\(name)")
      #expect(verdict.pinCertainty == .doubt)
    }
  }

  private static let grave = "My chest hurts and my left arm is numb, I can barely breathe. Can I wait until Monday?"

  @Test("disguises do not change what is read", arguments: 0..<5)
  func disguises(_ kind: Int) throws {
    let disguised =
      switch kind {
      case 0: Self.grave.map { "\($0)\u{200B}" }.joined()
      case 1: Self.grave.uppercased()
      case 2: Self.grave.replacingOccurrences(of: "e", with: "\u{FF45}")
      case 3: Self.grave.map { "\($0)\u{AD}" }.joined()
      default: Self.grave.replacingOccurrences(of: " ", with: "\u{A0}\u{A0}")
      }
    let plain = try verdict(Array(Self.grave.utf8))
    let found = try verdict(Array(disguised.utf8))
    #expect(plain.pin == Domain(rawValue: "health"))
    #expect(found.pin == Domain(rawValue: "health"))
    #expect(abs(found.pinScoreMilli - plain.pinScoreMilli) <= 60)
  }

  @Test("letters of other scripts that look alike do not make a grave text harmless")
  func lookalikeLetters() throws {
    let cyrillic = Self.grave.replacingOccurrences(of: "a", with: "а").replacingOccurrences(of: "e", with: "е")
    #expect(try verdict(Array(cyrillic.utf8)).pinCertainty > .none)
  }

  @Test("a grave sentence is found at the beginning, in the midst and at the end of five megabytes", arguments: 0..<3)
  func long(_ place: Int) throws {
    let filler = "The meeting notes list who brings cake, plates and balloons for the summer party on Friday.\n"
    let count = (5 << 20) / filler.utf8.count
    let at = [0, count / 2, count - 1][place]
    var text = ""
    for index in 0..<count { text += index == at ? Self.grave + " I am having a heart attack.\n" : filler }
    let assessor = try ShippedModel.assessor.get()
    let evidence = assessor.evidence(Array(text.utf8))
    #expect(evidence.segments.count <= 72)
    #expect(
      assessor.read([AssessedPart(role: .user, evidence: evidence)], encoder: false).verdict.pin
        == Domain(rawValue: "health"))
  }

  @Test("full-width text is what Unicode's compatibility form makes of it")
  func fullWidth() {
    let all = String(String.UnicodeScalarView((0xFF01...0xFF5E).compactMap(Unicode.Scalar.init)))
    for text in [all, "请问，这个药能吃吗？", "ＡＢＣ abc，１２：３０", "ｶﾞ、半角", "el 1.º y la 2.ª, º", "1º，２ª"] {
      let found = TextNormalizer.normalized(Array(text.utf8))
      #expect(String(decoding: found, as: UTF8.self) == text.precomposedStringWithCompatibilityMapping)
    }
    #expect(TextNormalizer.normalized([0xEF, 0xBC]) == Array("\u{FFFD}".utf8))
  }

  @Test("broken UTF-8 within a grave text leaves it grave")
  func broken() throws {
    var bytes: [UInt8] = []
    for (index, byte) in Self.grave.utf8.enumerated() {
      bytes.append(byte)
      if index % 20 == 19 { bytes += [0xC3, 0x28, 0xFF] }
    }
    #expect(try verdict(bytes).pinCertainty > .none)
  }

  @Test("random bytes never crash, and whatever they are, the score is a probability")
  func random() throws {
    var state: UInt64 = 20_261_124
    for length in 0..<300 {
      let bytes = (0..<length).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 40)
      }
      let verdict = try verdict(bytes)
      #expect((0...1000).contains(verdict.pinScoreMilli))
      #expect((0...1000).contains(verdict.difficultyMilli))
    }
  }
}
