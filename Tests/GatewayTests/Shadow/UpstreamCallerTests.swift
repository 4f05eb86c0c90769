import Catalog
import Dialects
import Foundation
import NIOCore
import NIOPosix
import Simulator
import Testing

@testable import Gateway

@Suite("Calls of an upstream that no client waits for")
struct UpstreamCallerTests {
  private static let body = Array(
    #"{"model":"auto","stream":true,"stream_options":{"include_usage":true},"x":1,"messages":[{"role":"user","content":"hi"}]}"#
      .utf8)

  private func call(
    _ harness: GatewayHarness, model: String = "gpt", dialect: Dialect = .openAIChat, provider: String,
    limits: UpstreamCall.Limits = UpstreamCall.Limits(), body: [UInt8] = body, isBusy: Bool = false
  ) async throws -> (UpstreamOutcome, Offer) {
    let snapshot = harness.gateway.snapshot
    let number = try #require(
      snapshot.catalog.offers.indices.first {
        snapshot.catalog.offers[$0].provider == provider && snapshot.catalog.offers[$0].capabilities.contains(.chat)
      })
    let caller = UpstreamCaller()
    // The turns of the caller's loop that a call needs take longer together than a whole call may.
    let load = Task(executorPreference: caller.executor) {
      for _ in 0..<(isBusy ? 6 : 0) {
        usleep(400_000)
        await Task.yield()
      }
    }
    let outcome = await caller.call(
      WholeRequest(body: body, dialect: dialect), snapshot.catalog.offers[number],
      at: try #require(snapshot.targets[number]), maxOutputTokens: 77, limits: limits,
      retries: .init(attempts: 2, baseDelay: 1, maximumDelay: 10))
    await load.value
    await caller.stop()
    return (outcome, snapshot.catalog.offers[number])
  }

  @Test("the same request is sent in one piece, with its unknown fields and the limit that was set aside")
  func whole() async throws {
    try await GatewayHarness.run { harness in
      let (outcome, offer) = try await call(harness, provider: "openai")
      guard case .answer(let bytes) = outcome.ending else { return #expect(Bool(false), "\(outcome.ending)") }
      #expect(String(decoding: bytes, as: UTF8.self).contains("[simulated reply]"))
      #expect(outcome.usage?.output == 24)
      #expect(outcome.uncertainAttempts == 0)
      let sent = String(decoding: try #require(harness.upstream.log.last).body, as: UTF8.self)
      #expect(sent.contains(#""model":"\#(offer.upstreamModel)""#))
      #expect(sent.contains(#""x":1"#))
      #expect(sent.contains(#""max_completion_tokens":77"#))
      #expect(!sent.contains("stream"))
    }
  }

  @Test("another dialect's upstream is asked in its own words and answers in the request's")
  func translated() async throws {
    try await GatewayHarness.run { harness in
      let (outcome, _) = try await call(harness, provider: "anthropic")
      guard case .answer(let bytes) = outcome.ending else { return #expect(Bool(false), "\(outcome.ending)") }
      #expect(String(decoding: bytes, as: UTF8.self).contains(#""choices""#))
      #expect(harness.upstream.log.last?.path.hasSuffix("/messages") == true)
    }
  }

  @Test("a failure that may pass is tried again; one that lasts is a failure with its reason")
  func failures() async throws {
    try await GatewayHarness.run { harness in
      harness.upstream.arm(Fault(.status(503)), times: 1)
      let (again, _) = try await call(harness, provider: "openai")
      guard case .answer = again.ending else { return #expect(Bool(false), "\(again.ending)") }
      harness.upstream.arm(Fault(.status(500)), times: 2)
      let (failed, offer) = try await call(harness, provider: "openai")
      guard case .failure(let reason) = failed.ending else { return #expect(Bool(false)) }
      #expect(reason.contains("500"))
      #expect(failed.cost(of: offer, worst: NanoDollars(9), at: .now()) == .zero)
      #expect(harness.upstream.log.count == 4)
    }
  }

  @Test("a call that hangs ends at its limit and counts at the worst case; a reply that is too long is none")
  func limits() async throws {
    try await GatewayHarness.run { harness in
      harness.upstream.arm(Fault(.stall(after: 1)), times: 1)
      let (hung, offer) = try await call(harness, provider: "openai", limits: .init(connect: 5_000, total: 300))
      guard case .failure(let reason) = hung.ending else { return #expect(Bool(false)) }
      #expect(reason.contains("total"))
      #expect(hung.cost(of: offer, worst: NanoDollars(9), at: .now()) == NanoDollars(9))
      let (long, _) = try await call(harness, provider: "openai", limits: .init(replyBytes: 100))
      guard case .failure(let words) = long.ending else { return #expect(Bool(false)) }
      #expect(words.contains("longer than 100 bytes"))
    }
  }

  @Test("time in which this machine did not let the caller run is not held against the upstream")
  func starved() async throws {
    try await GatewayHarness.run { harness in
      let (outcome, _) = try await call(
        harness, provider: "openai", limits: .init(connect: 1_000, total: 1_000), isBusy: true)
      guard case .answer = outcome.ending else { return #expect(Bool(false), "\(outcome.ending)") }
    }
  }

  @Test("a cancelled task ends its call at once")
  func cancelled() async throws {
    try await GatewayHarness.run { harness in
      harness.upstream.arm(Fault(.stall(after: 0)), times: 1)
      let task = Task { try await call(harness, provider: "openai").0 }
      while harness.upstream.log.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
      task.cancel()
      guard case .failure = try await task.value.ending else { return #expect(Bool(false)) }
    }
  }
}
