import Assessment
import Catalog
import Foundation
import Routing
import Testing

@testable import Gateway

@Suite("the routing request as the ledger keeps it")
struct CompactRequestTests {
  @Test("what is written is what Codable reads")
  func roundTrip() throws {
    let verdict = TextVerdict(
      domain: Domain(rawValue: "law"), certainty: .doubt, scoreMilli: 812, stage: "lexical", version: "3-0a1b2c3d",
      pin: Domain(rawValue: "law"), pinCertainty: .doubt, pinScoreMilli: 812)
    let full = RoutingRequest(
      headerUseCase: "crm", keyUseCase: "a\"b\\c\u{1}", requestedModel: "größe/模型", metadataUseCase: "x",
      verdict: verdict,
      tenant: "acme", dataClass: "phi", endpoint: .embeddings, needs: [.tools, .images], wireDialect: .anthropic,
      promptTokens: 12, promptTokenBound: 4_000_000_000, maxOutputTokens: 77, choices: 3,
      at: Timestamp(milliseconds: 1_795_000_000_123), unavailable: ["a@b", "c@d/US"],
      openGates: [
        OpenGate(name: "w\u{1}\u{2}@größe:a/b", evidence: .min), OpenGate(name: "x:y", evidence: .max),
        OpenGate(name: "", evidence: 0, lot: 0),
      ], stream: false, serviceTier: "priority\u{1}",
      serverTools: [
        ServerToolUse(.webSearch, count: .max), ServerToolUse(ServerTool(rawValue: "\u{1}größe"), count: .min),
      ], isCapped: true, hasInstructions: false, countedPrompts: ["o200k_base": .max, "\u{1}\u{2}": 0])
    let bare = RoutingRequest(promptTokens: 0, promptTokenBound: 0, at: Timestamp(milliseconds: 0))
    var many = bare
    many.openGates = (0..<300).map { OpenGate(name: String(repeating: "\u{1}", count: $0), evidence: .min, lot: .min) }
    many.stream = true
    many.serverTools = (0..<300).map {
      ServerToolUse(ServerTool(rawValue: String(repeating: "\u{1}", count: $0)), count: .min)
    }
    many.countedPrompts = [:]
    for request in [full, bare, many] {
      let decoded = try JSONDecoder().decode(RoutingRequest.self, from: Data(request.compactJSON.utf8))
      #expect(decoded == request)
    }
  }
}
