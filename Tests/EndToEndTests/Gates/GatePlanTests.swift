import Evidence
import Foundation
import Testing

@Suite("steelyard gate plan")
struct GatePlanTests {
  @Test("a plan shows pairs, days, cost and chance, and where each assumption is from")
  func plan() async throws {
    let bed = try GateBed(gate: GateBed.judged)
    let text = try await bed.run(
      "gate", "plan", "--use-case", "work", "--requests-per-day", "2000", "--prompt-tokens", "1000", "--answer-tokens",
      "300")
    for words in [
      "mean until it opens", "90 of 100", "conversations a day", "one call of the judge", "assumed",
      "deepseek-v4-pro@",
      "0.2", "$",
    ] { #expect(text.contains(words), "\(words):\n\(text)") }
    #expect(!text.contains("Warning"), "\(text)")
    let again = try await bed.run(
      "gate", "plan", "--use-case", "work", "--requests-per-day", "2000", "--prompt-tokens", "1000", "--answer-tokens",
      "300")
    #expect(text == again)
  }

  @Test("what is hopeless is said so, with what would help and by how much")
  func hopeless() async throws {
    let bed = try GateBed(gate: GateBed.judged, stakes: "moderate")
    let text = try await bed.run("gate", "plan", "--use-case", "work", "--requests-per-day", "40", "--days", "30")
    #expect(text.contains("Warning: the chance of an answer in 30 days is"), "\(text)")
    for words in ["score by checks", "allow a margin", "sample all of the traffic", "pool four", "replay"] {
      #expect(text.contains(words), "\(words):\n\(text)")
    }
    let page = try await bed.run(
      "gate", "plan", "--use-case", "work", "--requests-per-day", "40", "--format", "html")
    #expect(page.contains("<svg") && page.contains("Chance that the gate is open"))
  }

  @Test("guardrails that take longer than the pairs are said to do so")
  func guarded() async throws {
    let bed = try GateBed(gate: GateBed.judged)
    let arguments = ["gate", "plan", "--use-case", "work", "--requests-per-day", "500", "--tie-rate", "0.9"]
    let text = try await Commands.run(arguments, in: bed.directory)
    #expect(text.flat.contains("The guardrails are what it waits for: they alone take 308 answers"), "\(text)")
    #expect(!text.contains("Warning"), "\(text)")
    let near = try await Commands.run(arguments + ["--failure-rate", "refusal=0.019"], in: bed.directory)
    #expect(near.flat.contains("Warning: the guardrail 'refusal' allows 2.0 % and 1.9 % is assumed"), "\(near)")
    for words in ["bring the challenger's rate of 'refusal' down", "allow 4.0 % of 'refusal'"] {
      #expect(near.flat.contains(words), "\(near)")
    }
    let over = try await Commands.run(arguments + ["--failure-rate", "schema=0.03"], in: bed.directory)
    #expect(over.flat.contains("the gate will not open, whatever the pairs say"), "\(over)")
  }

  @Test("rates of failures are those that the gate counted")
  func counted() async throws {
    let bed = try GateBed(gate: GateBed.judged)
    try await bed.feed([Difference](repeating: .tied, count: 60))
    let text = try await bed.run("gate", "plan", "--use-case", "work", "--requests-per-day", "500")
    #expect(text.flat.contains("seen: 0.0 % (0.0 to 6.0, 0 of 60); the guardrail allows 2.0 %"), "\(text)")
  }

  @Test("a use case without a gate is planned by the names of its models")
  func unwritten() async throws {
    let bed = try GateBed()
    let arguments = ["gate", "plan", "--use-case", "other", "--requests-per-day", "500"]
    let text = try await Commands.run(
      arguments + ["--challenger", GateBed.challenger, "--judge", GateBed.judge], in: bed.directory)
    #expect(text.contains("Plan of other:\(GateBed.challenger)"), "\(text)")
    let refused = try await Commands.refusal(arguments, in: bed.directory)
    #expect(refused.contains("the policy has no gate for 'other'"), "\(refused)")
  }

  @Test("ties and checks of the gate's own pairs take the place of assumptions")
  func measured() async throws {
    let bed = try GateBed(gate: GateBed.judged)
    try await bed.feed([Difference](repeating: .tied, count: 55) + [.won, .lost, .won, .lost, .halfWon])
    let text = try await bed.run("gate", "plan", "--use-case", "work", "--requests-per-day", "500")
    #expect(text.contains("of the gate's 60 pairs so far") && text.contains("0.92"), "\(text)")
  }

  @Test(
    "a wrong question is refused with what is allowed",
    arguments: [
      (["--use-case", "wrk"], "did you mean 'work'?"), ([], "name a use case"),
      (["--use-case", "work"], "--requests-per-day"), (["--use-case", "work", "--from-ledger"], "there is no ledger"),
      (["--use-case", "work", "--requests-per-day", "10", "--tie-rate", "2"], "not from 0 to 1"),
      (["--use-case", "work", "--requests-per-day", "10", "--tie-rate", "0.9", "--mean", "0.5"], "leaves no mean"),
      (["--use-case", "other", "--requests-per-day", "9", "--challenger", "deepseek-v9"], "no model or offer"),
      (
        ["--use-case", "work", "--requests-per-day", "9", "--failure-rate", "refusl=0"],
        "guardrails are refusal, failure"
      ),
      (["--gate", "wrk:deepseek/deepseek-v4-pro"], "did you mean"),
      (["--use-case", "other", "--gate", "work:deepseek/deepseek-v4-pro"], "not for 'other'"),
      (["--use-case", "work", "--requests-per-day", "1", "--from-ledger"], "contradict"),
    ])
  func refusals(_ arguments: [String], _ expected: String) async throws {
    let bed = try GateBed()
    let text = try await Commands.refusal(["gate", "plan"] + arguments, in: bed.directory)
    #expect(text.contains(expected), "\(text)")
    #expect(!text.contains("Fatal"))
  }
}
