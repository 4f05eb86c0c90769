import Catalog
import Foundation
import Ledger
import NIOHTTP1
import TestFiles
import Testing

@testable import Gateway

@Suite("holds that are counted instead of bounded", .serialized)
struct VocabularyTests {
  /// A vocabulary of our own: every byte, and runs of the letter a up to 64.
  private func rankFile() throws -> String {
    var lines: [String] = []
    for byte in UInt8.min...UInt8.max { lines.append("\(Data([byte]).base64EncodedString()) \(lines.count)") }
    for length in [2, 4, 8, 16, 32, 64] {
      lines.append("\(Data(repeating: UInt8(ascii: "a"), count: length).base64EncodedString()) \(lines.count)")
    }
    let file = try TestFiles.newFolder().appendingPathComponent("o200k_base.tiktoken")
    try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  @Test("a request whose bound passes the cap is served when its real count does not", arguments: [false, true])
  func refined(withVocabulary: Bool) async throws {
    let file = try rankFile()
    try await GatewayHarness.run(
      providers: ["openai"], adjust: { if withVocabulary { $0.tokenizers = [file] } }
    ) { harness in
      let model = try #require(
        harness.gateway.snapshot.catalog.models.first { model in
          model.tokenizer == "o200k_base"
            && harness.gateway.snapshot.catalog.offers.contains { $0.model == model.id && $0.provider == "openai" }
        })
      let number = try #require(harness.gateway.snapshot.catalog.offerNumber("\(model.id)@openai"))
      let offer = harness.gateway.snapshot.catalog.offers[number]
      let bound = try #require(offer.cost(of: .init(input: 8_000), at: .now()).amount)
      let (_, secret) = try harness.gateway.ledger.createKey(tenant: "acme", caps: Caps(day: bound))
      let reply = try await harness.chat(
        String(repeating: "a", count: 16_000), model: model.id,
        headers: ["authorization": "Bearer \(secret)", "x-steelyard-use-case": "productivity"],
        extra: #","max_tokens":1"#)
      #expect(reply.status == (withVocabulary ? 200 : 429), "\(reply.body)")
    }
  }

  @Test("a file that is no vocabulary is refused with what is allowed")
  func invalid() async throws {
    await #expect(throws: Vocabularies.Invalid.self) {
      _ = try await GatewayHarness.start(adjust: { $0.tokenizers = ["gpt2.tiktoken"] })
    }
  }
}
