import Testing

@testable import Simulator

@Suite("Faults happen as they are asked for")
struct FaultTests {
  private func ask(_ client: TestClient, _ directive: String, stream: Bool = true) async throws -> TestReply {
    try await client.send(
      "POST", "/v1/chat/completions", chat(["stream": .bool(stream)]), headers: [("x-simulate", directive)])
  }

  @Test("an error status comes in the caller's dialect with Retry-After", arguments: [429, 500, 503, 529])
  func status(status: Int) async throws {
    try await withSimulator { _, client in
      let directive = "fault=\(status),retry-after=2"
      let open = try await ask(client, directive)
      #expect(open.status == status)
      #expect(open.headers["retry-after"] == "2")
      #expect(open.json["error"]?["message"] != nil)
      let other = try await client.send("POST", "/v1/messages", messages(), headers: [("x-simulate", directive)])
      #expect(other.status == status)
      #expect(other.json["type"]?.text == "error")
    }
  }

  @Test("Retry-After can be a date")
  func retryDate() async throws {
    try await withSimulator { _, client in
      let reply = try await ask(client, "fault=429,retry-after-date=60")
      #expect(reply.headers["retry-after"]?.hasSuffix(" GMT") == true)
    }
    #expect(HTTPDate.text(secondsSinceEpoch: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(HTTPDate.text(secondsSinceEpoch: 1_795_435_200) == "Mon, 23 Nov 2026 12:00:00 GMT")
  }

  @Test("a cut stream ends after so many events without an end of its body")
  func cut() async throws {
    try await withSimulator { upstream, client in
      let reply = try await ask(client, "fault=cut,after=3")
      #expect(reply.events.count == 3)
      #expect(!reply.whole)
      #expect(upstream.log.last?.fault == "cut,after=3")
      let plain = try await ask(client, "fault=cut", stream: false)
      #expect(!plain.whole)
      #expect(!plain.body.isEmpty)
    }
  }

  @Test("a truncated stream ends properly in HTTP but not in its dialect")
  func truncated() async throws {
    try await withSimulator { _, client in
      let reply = try await ask(client, "fault=truncated,after=9999")
      #expect(reply.whole)
      #expect(!reply.text.contains("[DONE]"))
      #expect(!reply.text.contains("\"finish_reason\":\"stop\""))
    }
  }

  @Test("a malformed event stands where it was asked for")
  func malformed() async throws {
    try await withSimulator { _, client in
      let reply = try await ask(client, "fault=malformed,after=2")
      #expect(JSONValue(parsing: Array(reply.events[2].utf8)) == nil)
      #expect(JSONValue(parsing: Array(reply.events[3].utf8)) != nil)
    }
  }

  @Test("an error inside the stream has the dialect's form")
  func errorEvent() async throws {
    try await withSimulator { _, client in
      let open = try await ask(client, "fault=error-event,after=2")
      #expect(open.events.count == 3)
      #expect(open.values.last?["error"] != nil)
      let other = try await client.send(
        "POST", "/v1/messages", messages(["stream": true]), headers: [("x-simulate", "fault=error-event,after=2")])
      #expect(other.text.contains("event: error\ndata: "))
      #expect(other.values.last?["error"]?["type"]?.text == "overloaded_error")
    }
  }

  @Test("no usage means no usage, streaming or not", arguments: [true, false])
  func noUsage(stream: Bool) async throws {
    try await withSimulator { _, client in
      let body = chat(["stream": .bool(stream), "stream_options": ["include_usage": true]], model: "m+no-usage")
      let open = try await client.send("POST", "/v1/chat/completions", body)
      #expect(open.status == 200)
      #expect(!open.text.contains("usage"))
      let other = try await client.send(
        "POST", "/v1/messages", messages(["stream": .bool(stream)], model: "m+no-usage"))
      #expect(!other.text.contains("usage"))
    }
  }

  @Test("a wrong content-length promises more than is sent")
  func wrongLength() async throws {
    try await withSimulator { _, client in
      let reply = try await ask(client, "fault=wrong-length,by=10", stream: false)
      #expect(reply.headers["content-length"] == String(reply.body.count + 10))
      #expect(!reply.whole)
    }
  }

  @Test("a reset sends nothing")
  func reset() async throws {
    try await withSimulator { upstream, client in
      let reply = try await ask(client, "fault=reset")
      #expect(reply.status == nil)
      #expect(upstream.log.last?.status == nil)
    }
  }

  @Test("a caller who leaves a stalled stream is noticed")
  func cancelled() async throws {
    try await withSimulator { upstream, client in
      _ = try await client.send(
        "POST", "/v1/chat/completions", chat(["stream": true], model: "m+stall2"), leavingAfter: 1)
      var entry = upstream.log.last
      while entry?.ended == false {
        await Task.yield()
        entry = upstream.log.last
      }
      #expect(entry?.cancelled == true)
      #expect(entry?.piecesSent == 2)
      #expect(entry?.elapsedMilliseconds != nil)
    }
  }

  @Test("a slow reply comes after its delay")
  func slow() async throws {
    try await withSimulator { upstream, client in
      let reply = try await ask(client, "fault=slow,ms=30")
      #expect(reply.whole)
      #expect((upstream.log.last?.elapsedMilliseconds ?? 0) >= 30)
    }
  }

  @Test("a fault for a number of times ends, whichever model is asked")
  func times() async throws {
    try await withSimulator { _, client in
      var statuses: [Int?] = []
      for model in ["a", "b", "c"] {
        let body = chat(["user": "simulate:fault=503,times=2"], model: model)
        statuses.append(try await client.send("POST", "/v1/chat/completions", body).status)
      }
      #expect(statuses == [503, 503, 200])
    }
  }

  @Test("an armed fault concerns its model only, until it is used up or reset")
  func armed() async throws {
    try await withSimulator { upstream, client in
      let reply = try await client.send(
        "POST", "/_simulate/faults", ["model": "a", "fault": 429, "retry_after": 1, "times": 2])
      #expect(reply.json["armed"]?.text == "429")
      #expect(try await client.send("POST", "/v1/chat/completions", chat(model: "b")).status == 200)
      #expect(try await client.send("POST", "/v1/chat/completions", chat(model: "a")).headers["retry-after"] == "1")
      #expect(try await client.send("POST", "/_simulate/reset").status == 200)
      #expect(try await client.send("POST", "/v1/chat/completions", chat(model: "a")).status == 200)
      upstream.arm(Fault(.reset))
      #expect(try await client.send("POST", "/v1/chat/completions", chat()).status == nil)
      let log = try await client.send("GET", "/_simulate/log").json["requests"]?.items
      #expect(log?.count == 2)
      #expect(log?.first?["body"]?["model"]?.text == "a")
    }
  }

  @Test("the error rate fails about that share of requests, the same ones for the same seed")
  func errorRate() async throws {
    var desk = FaultDesk()
    let behaviour = Behaviour(errorsPerMillion: 250_000)
    let failed = (0..<2_000).filter { _ in
      desk.fault(model: "m", directive: Directive(), likeness: 0, behaviour: behaviour) != nil
    }
    #expect((400...600).contains(failed.count))
    desk.reset()
    let again = (0..<2_000).filter { _ in
      desk.fault(model: "m", directive: Directive(), likeness: 0, behaviour: behaviour) != nil
    }
    #expect(again == failed)
  }
}
