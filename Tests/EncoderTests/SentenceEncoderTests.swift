import Encoder
import Foundation
import Testing

/// With the real weights: first numbers that sentence-transformers 5 gives for these sentences.
@Suite(
  "The sentence encoder",
  .enabled(if: InstalledEncoder.folder != nil, "needs the encoder's files: run 'make test', or set STEELYARD_ENCODER"))
struct SentenceEncoderTests {
  private static let references: [(text: String, tokens: [Int32], first: [Float])] = [
    (
      "The landlord changed the locks.", [101, 1996, 18196, 2904, 1996, 11223, 1012, 102],
      [0.01092, 0.04369, 0.0243, 0.01423, 0.00047, -0.00457]
    ),
    (
      "Dose for a 14 kg child?", [101, 13004, 2005, 1037, 2403, 4705, 2775, 1029, 102],
      [-0.00024, 0.08106, 0.00793, 0.04872, -0.10973, -0.04872]
    ),
    (
      "Café naïve – 東京 ☕ [MASK] don't", [101, 7668, 15743, 1516, 1879, 1755, 100, 103, 2123, 1005, 1056, 102],
      [0.04748, 0.0112, 0.12001, -0.04027, -0.02369, 0.02341]
    ),
  ]

  private func encoder(_ precision: EncoderPrecision) throws -> SentenceEncoder {
    try SentenceEncoder(folder: try #require(InstalledEncoder.folder), precision: precision)
  }

  private func cosine(_ left: [Float], _ right: [Float]) -> Float { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }

  @Test("tokens and 32-bit embeddings are the reference's")
  func reference() throws {
    let encoder = try encoder(.float32)
    for (text, tokens, first) in Self.references {
      #expect(encoder.tokenizer.encode(text) == tokens)
      let embedding = try #require(encoder.embed([text]).first)
      #expect(embedding.count == SentenceEncoder.dimensions)
      for (found, expected) in zip(embedding, first) { #expect(abs(found - expected) < 2e-5) }
    }
  }

  @Test("eight bits lose less than a hundredth of the cosine, and lengths are 1")
  func precisions() throws {
    let texts = Self.references.map(\.text)
    for (exact, rounded) in zip(try encoder(.float32).embed(texts), try encoder(.int8).embed(texts)) {
      #expect(cosine(exact, rounded) > 0.99)
      #expect(abs(cosine(rounded, rounded) - 1) < 1e-4)
    }
  }

  @Test("a text has the same embedding alone, in a batch, and from two threads at once")
  func batches() async throws {
    let encoder = try encoder(.int8)
    let texts = ["", "a", String(repeating: "long text ", count: 400), "🙂", "The landlord changed the locks."]
    let together = encoder.embed(texts)
    let again = await withTaskGroup(of: (Int, [Float]).self) { group in
      for (index, text) in texts.enumerated() { group.addTask { (index, encoder.embed([text])[0]) } }
      return await group.reduce(into: [Int: [Float]]()) { $0[$1.0] = $1.1 }
    }
    for index in texts.indices {
      #expect(cosine(together[index], again[index] ?? []) > 0.9999)
    }
  }
}

/// The encoder's files, where they are installed.
enum InstalledEncoder {
  static var folder: URL? {
    let environment = ProcessInfo.processInfo.environment
    guard let path = environment["STEELYARD_ENCODER"],
      FileManager.default.fileExists(atPath: "\(path)/\(EncoderFiles.model)")
    else {
      print("skipped: STEELYARD_ENCODER names no installed encoder; `make test` installs it")
      return nil
    }
    return URL(filePath: path)
  }
}
