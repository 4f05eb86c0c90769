import Testing

@testable import Simulator

@Suite("Replies larger than what a connection takes at once")
struct LargeReplyTests {
  @Test("they arrive whole and once", arguments: [1, 40])
  func whole(inputs: Int) async throws {
    try await withSimulator { _, client in
      let texts = (0..<inputs).map { JSONValue.string("text \($0)") }
      let body: JSONValue = [
        "model": "e", "input": .array(texts), "dimensions": 8_192, "encoding_format": "base64",
      ]
      let reply = try await client.send("POST", "/v1/embeddings", body)
      #expect(reply.json["data"]?.items?.count == inputs)
      let again = try await client.send("GET", "/health")
      #expect(again.status == 200)
    }
  }
}
