import Foundation
import NIOPosix
import Simulator
import Testing

@Suite("replaying a decision from the command line")
struct ReplayCommandTests {
  @Test("ranks count from one, and JSON and CSV have the comparison or the offers")
  func forms() async throws {
    let bed = try await TestBed.make()
    let body = #"{"model":"steelyard/crm","messages":[{"role":"user","content":"Thank a customer."}]}"#
    let decision = try await bed.withSimulator { simulator in
      try await bed.withGateway(
        upstreams: [Upstream(provider: "deepinfra", baseURL: "\(simulator)/v1", dialect: "openai")]
      ) { address in
        let port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
        let reply = try await SimulatedCaller(port: port, group: MultiThreadedEventLoopGroup.singleton).send(
          "POST", "/v1/chat/completions", headers: [("authorization", "Bearer \(bed.key)")],
          body: Array(body.utf8))
        #expect(reply.status == 200)
        return try #require(reply.header("x-steelyard-decision"))
      }
    }
    func replay(_ arguments: String...) async throws -> String {
      try await Commands.run(
        ["replay", decision, "--db", bed.directory.appending(path: "ledger.db").path] + arguments, in: bed.directory)
    }
    func rows(_ text: String) throws -> [[String: String]] {
      try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: String]], "\(text)")
    }
    let comparison = try rows(try await replay("--format", "json"))
    #expect(comparison.first { $0["fact"] == "use case" }?["recomputed"] == "crm", "\(comparison)")
    #expect(comparison.allSatisfy { $0["verdict"] == "=" })
    #expect(try await replay("--format", "csv").hasPrefix("fact,recorded,recomputed,verdict"))
    let offers = try rows(try await replay("--format", "json", "--candidates"))
    let ranks = offers.compactMap { $0["rank"] }.filter { !$0.isEmpty }.compactMap { Int($0) }.sorted()
    #expect(ranks.first == 1 && ranks == Array(1...max(1, ranks.count)), "\(ranks)")
    #expect(offers.first { $0["rank"] == "1" }?["reason"] == "serves")
    let refused = try await Commands.refusal(["replay", "nonsense", "--db", "ledger.db"], in: bed.directory)
    #expect(!refused.contains("Usage"), "\(refused)")
  }
}
