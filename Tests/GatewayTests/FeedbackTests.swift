import Catalog
import Foundation
import Ledger
import NIOHTTP1
import Testing

@testable import Gateway

@Suite("Feedback on answers")
struct FeedbackTests {
  private func key(_ harness: GatewayHarness, tenant: String) throws -> (id: String, token: String) {
    let store = try KeyStore.open(path: harness.folder.appendingPathComponent("steelyard.db").path)
    let (record, token) = try store.createKey(tenant: tenant)
    try harness.gateway.ledger.reloadKeys()
    return (record.id, token)
  }

  private func rate(
    _ harness: GatewayHarness, _ decision: String, _ rating: String = #""good""#, token: String? = nil,
    comment: String = ""
  ) async throws -> RawReply {
    let tail = comment.isEmpty ? "" : #","comment":"\#(comment)""#
    return try await harness.send(
      .POST, "/v1/feedback", token.map { ["authorization": "Bearer \($0)"] } ?? [:],
      body: #"{"decision":"\#(decision)","rating":\#(rating)\#(tail)}"#)
  }

  @Test("a caller rates an answer at once, and again in another way; the last word counts", arguments: [true, false])
  func rates(withKey: Bool) async throws {
    try await GatewayHarness.run { harness in
      let token = withKey ? try key(harness, tenant: "acme").token : nil
      let reply = try await harness.chat("hello", headers: token.map { ["authorization": "Bearer \($0)"] } ?? [:])
      let name = try #require(reply.headers.first(name: "x-steelyard-decision"))
      #expect(try await rate(harness, name, token: token, comment: "mail me at a.b@example.org").status == 200)
      #expect(try await rate(harness, name, "-0.7", token: token).status == 200)
      let decision = try #require(DecisionID(name))
      let kept = try harness.gateway.ledger.evidence.feedback(on: decision)
      #expect(kept.map(\.rating) == [-1])
    }
  }

  @Test("comments are kept without addresses")
  func redacts() async throws {
    try await GatewayHarness.run { harness in
      let name = try #require(try await harness.chat("hello").headers.first(name: "x-steelyard-decision"))
      #expect(try await rate(harness, name, comment: "mail me at a.b@example.org").status == 200)
      let kept = try harness.gateway.ledger.evidence.feedback(on: try #require(DecisionID(name)))
      #expect(kept.first?.comment == "mail me at [e-mail]")
    }
  }

  @Test("a decision of another tenant and one that nobody made are refused in the same words")
  func foreign() async throws {
    try await GatewayHarness.run { harness in
      let own = try key(harness, tenant: "acme").token
      let colleague = try key(harness, tenant: "acme").token
      let other = try key(harness, tenant: "rival").token
      let reply = try await harness.chat("hello", headers: ["authorization": "Bearer \(own)"])
      let name = try #require(reply.headers.first(name: "x-steelyard-decision"))
      #expect(try await rate(harness, name, token: colleague).status == 200)
      let foreign = try await rate(harness, name, token: other)
      let unknown = try await rate(harness, "01J0000000000000000000000A", token: other)
      let nonsense = try await rate(harness, "nonsense", token: other)
      #expect(foreign.status == 404)
      #expect(foreign.body == unknown.body)
      #expect(foreign.body == nonsense.body)
      #expect(try await rate(harness, name).status == 401)
      #expect(try harness.gateway.ledger.evidence.feedback(on: try #require(DecisionID(name))).count == 1)
    }
  }

  @Test("an old decision is not rated any more")
  func expired() async throws {
    try await GatewayHarness.run { harness in
      let ledger = harness.gateway.ledger
      let old = Timestamp(milliseconds: Timestamp.now().milliseconds - 31 * 86_400_000)
      let draft = DecisionDraft(id: ledger.makeID(), startedAt: old)
      ledger.record(key: nil, draft: draft, outcome: RequestOutcome(status: .ok, finishedAt: old))
      let reply = try await rate(harness, draft.id.description)
      #expect(reply.status == 410)
      #expect(reply.error("code") == "expired_decision")
    }
  }

  @Test(
    "what is no feedback is refused with the field at fault",
    arguments: [
      (#"{"rating":"good"}"#, "decision"), (#"{"decision":"01J0000000000000000000000A"}"#, "rating"),
      (#"{"decision":"x","rating":2}"#, "rating"), (#"{"decision":"x","rating":"great"}"#, "rating"),
      (#"{"decision":"x","rating":1e999}"#, "rating"), (#"{"decision":"x","rating":1,"user":"y"}"#, "user"),
      (#"{"decision":"x","rating":1,"comment":5}"#, "comment"),
    ])
  func malformed(_ body: String, _ field: String) async throws {
    try await GatewayHarness.run { harness in
      let reply = try await harness.send(.POST, "/v1/feedback", body: body)
      #expect(reply.status == 400)
      #expect(reply.error("param") == field)
    }
  }

  @Test("bodies that are no JSON or too long, and other methods, are refused")
  func bounds() async throws {
    try await GatewayHarness.run { harness in
      let long = String(repeating: " ", count: FeedbackMessage.bodyLimit + 1)
      for (body, expected) in [("[1]", 400), ("{", 400), (long, 413)] {
        let reply = try await harness.send(.POST, "/v1/feedback", body: body)
        #expect(reply.status == expected)
      }
      let got = try await harness.send(.GET, "/v1/feedback")
      #expect(got.status == 405)
    }
  }
}
