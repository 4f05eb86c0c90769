import Evidence
import Policy
import Scoring
import Simulator
import Testing

@testable import Gateway

@Suite("What a challenger's answers may not do too often")
struct ChallengerGuardTests {
  private static let limits = Policy.Gate.Guardrails(
    slow: .init(limitPPM: 50_000, milliseconds: 900), personalDataPPM: 10_000)

  private func failures(_ answer: Answer, prompt: String = "Who is Ann?") -> [String: Bool] {
    events(.answered(answer), prompt: prompt)
  }

  private func events(_ outcome: CallOutcome, prompt: String = "") -> [String: Bool] {
    let events = ChallengerGuard.events(outcome, ScoringTask(prompt: prompt), Self.limits)
    return events.reduce(into: [:]) { failures, event in
      if case .guardrail(let name, let failed) = event { failures[name] = failed }
    }
  }

  @Test("an answer counts for each guardrail of its gate")
  func whole() {
    let quick = Answer(text: "Our manager.", latency: .milliseconds(900))
    #expect(
      failures(quick) == [
        "failure": false, "refusal": false, "schema": false, "slow_900_ms": false, "personal_data": false,
      ])
    #expect(failures(Answer(text: "I can't help with that.", latency: .zero))["refusal"] == true)
    #expect(events(.failed("status 500")) == ["failure": true])
    #expect(events(.answered(Answer(text: ""))) == ["failure": true])
  }

  @Test("an answer is slow when it took longer, and neither when nobody knows how long it took")
  func slow() {
    #expect(failures(Answer(text: "Yes.", latency: .milliseconds(901)))["slow_900_ms"] == true)
    #expect(failures(Answer(text: "Yes."))["slow_900_ms"] == nil)
  }

  @Test("personal data are a failure where the request did not hold them")
  func personal() {
    let answer = Answer(text: "Write to ann@example.org or call 089/1234567.")
    #expect(failures(answer)["personal_data"] == true)
    #expect(failures(answer, prompt: "Is it ann@example.org?")["personal_data"] == true)
    #expect(failures(answer, prompt: "ann@example.org, 089/1234567")["personal_data"] == false)
    #expect(failures(Answer(text: "In 2026 we sold 1 000."))["personal_data"] == false)
  }

  @Test("a gate counts the guardrails that its policy names, and closes when one is exceeded")
  func counted() async throws {
    try await GateHarness.run(
      gate: GateHarness.checked + ", guardrails: {slow: {limit: 0.5, over_ms: 600000}, personal_data: 0.01}"
    ) { gates in
      gates.harness.upstream.say { model, _ in
        model.contains("deepseek") ? "good, ask ann@example.org" : "good, ask the desk"
      }
      for number in 0..<4 {
        try await gates.ask(number)
        await gates.settled()
      }
      #expect(try gates.book.gate.state == .closed(reason: .guardrail))
      let found = try gates.book.gate.basis.guardrails.map { "\($0.name) \($0.counts.failed)/\($0.counts.total)" }
      #expect(found == ["refusal 0/2", "failure 0/2", "schema 0/2", "slow_600000_ms 0/2", "personal_data 2/2"])
    }
    try await GateHarness.run(gate: GateHarness.checked) { gates in
      try await gates.ask(1)
      await gates.settled()
      #expect(try gates.book.gate.basis.guardrails.map(\.name) == ["refusal", "failure", "schema"])
    }
  }
}
