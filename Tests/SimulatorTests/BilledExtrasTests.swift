import Testing

@testable import Simulator

@Suite("Replies name the tier and count the searches that are billed")
struct BilledExtrasTests {
  @Test("OpenAI replies name the tier that was asked for, or the one that a directive sets")
  func openAI() async throws {
    try await withSimulator { _, client in
      func tier(_ extra: [JSONValue.Member], model: String = "m") async throws -> String? {
        let body = JSONValue.object(
          [
            .init(name: "model", value: .string(model)),
            .init(name: "messages", value: [["role": "user", "content": "hi"]]),
          ] + extra)
        return try await client.send("POST", "/v1/chat/completions", body).json["service_tier"]?.text
      }
      let silent = try await tier([])
      let auto = try await tier([.init(name: "service_tier", value: "auto")])
      let flex = try await tier([.init(name: "service_tier", value: "flex")])
      let fast = try await tier([.init(name: "service_tier", value: "fast")])
      #expect([silent, auto, flex, fast] == ["default", "default", "flex", "priority"])
    }
  }

  @Test("a directive sets tier and searches")
  func directive() throws {
    let directive = try Directive(parsing: "tier=scale,searches=3")
    #expect(directive.tier == "scale" && directive.searches == 3)
  }

  @Test("lengths of answers are log-normal where they are to be spread, the same for the same request")
  func lengths() throws {
    let behaviour = Behaviour(tokens: 150, tokenSpreadHundredths: 80)
    var lengths: [Int] = []
    let ask = try Ask(
      openAI: ["model": "m", "messages": [["role": "user", "content": "hi"]]], model: "m")
    for fingerprint in 0..<2_000 {
      let answer = Answer(to: ask, directive: Directive(), behaviour: behaviour, fingerprint: UInt64(fingerprint))
      lengths.append(answer.completionTokens)
    }
    lengths.sort()
    #expect((140...160).contains(lengths[1_000]))
    // A deviation above the median: 150 × e^0.8.
    #expect((305...365).contains(lengths[1_682]))
    let again = Answer(to: ask, directive: Directive(), behaviour: behaviour, fingerprint: 7)
    #expect(
      again.completionTokens
        == Answer(to: ask, directive: Directive(), behaviour: behaviour, fingerprint: 7).completionTokens)
  }
}
