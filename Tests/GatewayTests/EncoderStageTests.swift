import Assessment
import Foundation
import Ledger
import NIOHTTP1
import Routing
import Synchronization
import TestFiles
import Testing

@testable import Gateway

@Suite("The gateway's two stages of assessment")
struct EncoderStageTests {
  // Words alone leave some of these open; none has an explicit use case.
  private static let texts = [
    "Is a text message valid as notice?", "My watch keeps telling me something about my rhythm",
    "can they just keep the money like that", "he has been so sleepy since the party",
    "they want me to sign it today or nothing", "is it ok to stop taking them all at once",
  ]

  private func verdicts(_ harness: GatewayHarness) throws -> [TextVerdict] {
    harness.gateway.ledger.flush()
    return try harness.gateway.ledger.reader.decisions(last: 50).compactMap {
      try JSONDecoder().decode(RoutingRequest.self, from: Data($0.draft.request.utf8)).verdict
    }
  }

  @Test("without an encoder words judge alone, and readiness and every decision say so")
  func absent() async throws {
    try await GatewayHarness.run(environment: ["STEELYARD_ENCODER": "/nowhere"]) { harness in
      for text in Self.texts { #expect(try await harness.chat(text).status == 200) }
      let ready = try await harness.send(.GET, "/ready").json
      #expect(ready?["assessor_stages"] as? [String] == ["lexical"])
      let verdicts = try verdicts(harness)
      #expect(verdicts.count == Self.texts.count)
      for verdict in verdicts {
        #expect(verdict.stage == "lexical, no encoder")
        #expect(verdict.version == harness.gateway.snapshot.assessor.version)
        #expect(verdict.thresholdMilli > 0)
      }
    }
  }

  @Test("an encoder's folder with wrong files is reported, and requests are served without it")
  func damaged() async throws {
    let folder = try TestFiles.newFolder()
    for name in ["model.safetensors", "vocab.txt"] { try Data("wrong".utf8).write(to: folder.appending(path: name)) }
    try await GatewayHarness.run(environment: ["STEELYARD_ENCODER": folder.path]) { harness in
      var said: String?
      repeat { said = try await harness.send(.GET, "/ready").json?["encoder"] as? String } while said == "loading"
      #expect(said?.contains("SHA-256") == true, "\(said ?? "")")
      #expect(try await harness.chat("Write a haiku.").status == 200)
    }
  }

  @Test(
    "with the encoder it is asked where words are unsure, and recorded",
    .enabled(if: EncoderStageTests.files != nil, "needs the encoder's files: run 'make test', or set STEELYARD_ENCODER")
  )
  func present() async throws {
    let path = try #require(Self.files)
    try await GatewayHarness.run(environment: ["STEELYARD_ENCODER": path]) { harness in
      var stages: [String]?
      repeat {
        stages = try await harness.send(.GET, "/ready").json?["assessor_stages"] as? [String]
      } while stages == ["lexical"]
      for text in Self.texts + ["Write a haiku about autumn leaves."] {
        #expect(try await harness.chat(text).status == 200)
      }
      let verdicts = try verdicts(harness)
      #expect(verdicts.contains { $0.stage == "encoder" })
      #expect(verdicts.allSatisfy { ["lexical", "encoder"].contains($0.stage) })
    }
  }

  private static var files: String? {
    guard let path = ProcessInfo.processInfo.environment["STEELYARD_ENCODER"],
      FileManager.default.fileExists(atPath: "\(path)/model.safetensors")
    else {
      print("skipped: STEELYARD_ENCODER names no installed encoder; `make test` installs it")
      return nil
    }
    return path
  }
}

@Suite("The encoder's queue")
struct EncoderServiceTests {
  /// Waits at a gate, so that a test decides when an embedding is ready; counts what it was asked.
  private final class Gated: TextEmbedder {
    let gate = DispatchSemaphore(value: 0)
    let asked = Mutex<[Int]>([])
    var name: String { "gated" }

    func embed(_ texts: [[UInt8]]) -> [[Float]] {
      gate.wait()
      asked.withLock { $0.append(texts.count) }
      return texts.map { [Float($0.count)] }
    }
  }

  private func loaded(_ embedder: Gated) -> EncoderService {
    let service = EncoderService(threads: 1)
    service.load { embedder }
    while service.name == nil {}
    return service
  }

  @Test("requests that wait are embedded together, a text that is known is not embedded again")
  func batches() async {
    let embedder = Gated()
    let service = loaded(embedder)
    let answers = await withTaskGroup(of: [[Float]].self) { group in
      for number in 0..<6 {
        group.addTask {
          await withCheckedContinuation { done in
            let text = [UInt8](repeating: 65, count: number % 3 + 1)
            #expect(service.embed([text]) { done.resume(returning: $0) })
          }
        }
      }
      for _ in 0..<6 { embedder.gate.signal() }
      return await group.reduce(into: [[[Float]]]()) { $0.append($1) }
    }
    #expect(Set(answers.flatMap(\.self).flatMap(\.self)) == [1, 2, 3])
    #expect(embedder.asked.withLock { $0.reduce(0, +) } == 3)
  }

  @Test("without an encoder, and when too much waits, a request is told at once")
  func refuses() {
    #expect(!EncoderService(threads: 1).embed([[65]]) { _ in })
    let embedder = Gated()
    let service = loaded(embedder)
    let texts = (0..<EncoderService.mostWaiting).map { Array("\($0)".utf8) }
    #expect(service.embed(texts) { _ in })
    #expect(!service.embed([[65]]) { _ in })
    for _ in 0..<4 { embedder.gate.signal() }
  }
}

@Suite("What repeats across requests")
struct TemplateMemoryTests {
  @Test("lines that came in many messages of a key become the program's words, new ones stay the user's")
  func templates() {
    var memory = TemplateMemory()
    func ask(_ question: String, key: String) -> [TextPart] {
      memory.parts(Array("Answer as the clinic's friendly assistant would do.\n\(question)".utf8), key: key)
    }
    for number in 0..<TemplateMemory.often { #expect(ask("question \(number)", key: "a").count == 1) }
    let parts = ask("where is my parcel", key: "a")
    #expect(parts.map(\.role) == [.system, .user])
    #expect(String(decoding: parts[1].bytes, as: UTF8.self) == "where is my parcel\n")
    #expect(ask("where is my parcel", key: "b").count == 1)
  }

  @Test("a message that consists of nothing else stays the user's, and short lines are left alone")
  func kept() {
    var memory = TemplateMemory()
    let question = Array("My chest hurts and I feel faint\nWhat should I do about it now please".utf8)
    let greeting = Array("Hello\nthere\nfriend".utf8)
    for _ in 0..<40 {
      #expect(memory.parts(question, key: "a").map(\.role) == [.user])
      #expect(memory.parts(greeting, key: "a").map(\.role) == [.user])
    }
  }

  @Test("a text is judged once while it is remembered, and again under another model")
  func evidence() throws {
    var cache = EvidenceCache(limit: 1 << 16)
    let assessor = try EmbeddedFiles.assessor()
    let text = Array(String(repeating: "a system prompt that comes with every request ", count: 4).utf8)
    let first = cache.evidence(text, assessor)
    #expect(cache.evidence(text, assessor).segments.map(\.scores) == first.segments.map(\.scores))
    for number in 0..<2000 { _ = cache.evidence(text + Array("\(number)".utf8), assessor) }
    #expect(cache.evidence(text, assessor).segments.map(\.bytes) == first.segments.map(\.bytes))
  }
}
