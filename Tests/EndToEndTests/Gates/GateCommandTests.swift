import Evidence
import Foundation
import FoundationNetworking
import Gateway
import Ledger
import Testing

@Suite("steelyard gate")
struct GateCommandTests {
  private static let good = [Difference](repeating: .tied, count: 45) + [.won, .won, .lost, .halfWon, .halfLost]

  @Test("a policy's gate is listed before anything has begun, and nothing is made by looking")
  func untouched() async throws {
    let bed = try GateBed()
    let text = try await bed.run("gate", "list")
    #expect(text.contains(GateBed.name) && text.contains("closed: not begun"), "\(text)")
    #expect(!FileManager.default.fileExists(atPath: bed.ledger))
    let shown = try await bed.run("gate", "show", GateBed.name)
    #expect(shown.contains("The ledger has nothing of it yet"), "\(shown)")
    #expect(try await bed.refusal("gate", "verify").contains("there is no ledger"))
  }

  @Test("a gathering gate shows its five integers, its e-value against the threshold, and whether it holds among all")
  func gathering() async throws {
    let bed = try GateBed()
    let book = try await bed.feed(Self.good)
    let text = try await bed.run("gate", "list")
    #expect(text.contains("gathering, round 1") && text.contains("1 / 1 / 45 / 1 / 2"), "\(text)")
    #expect(text.contains("3.49") && text.contains("e-BH"), "\(text)")
    let json = try await bed.run("gate", "list", "--format", "json")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let rows = try #require(object["gates"] as? [[String: String]])
    #expect(rows.first?["id"] == book.terms.key.shortID)
  }

  @Test("everything of one gate is shown, by name and by id, with pictures on a page")
  func show() async throws {
    let bed = try GateBed(gate: GateBed.judged)
    let book = try await bed.feed(Self.good + Self.good)
    let text = try await bed.run("gate", "show", GateBed.name)
    for words in [
      "gathering, round 1", "2 / 2 / 90 / 2 / 4", "ln E, not worse", "refusal", "drift", "same verdict in both orders",
      "feedback: good", "a round began", "The judge is taken to be right", "slope over relative length",
      "Its pairs would open it; the guardrails refusal, failure, schema are not yet shown",
    ] { #expect(text.flat.contains(words), "\(words):\n\(text)") }
    let page = try await bed.run("gate", "show", book.terms.key.shortID, "--format", "html")
    #expect(page.contains("<svg") && page.contains("Evidence for and against") && page.contains("95 % at all times"))
  }

  @Test("an owner opens, closes, releases and starts a gate, and each order is refused where it makes no sense")
  func orders() async throws {
    let bed = try GateBed()
    let signed = ["--owner", "Ann", "--reason", "seen enough"]
    func order(_ verb: String) async throws -> String {
      try await Commands.run(["gate", verb, GateBed.name] + signed, in: bed.directory)
    }
    func refused(_ verb: String) async throws -> String {
      try await Commands.refusal(["gate", verb, GateBed.name] + signed, in: bed.directory)
    }
    #expect(try await refused("release").contains("was not closed by a version change or an owner"))
    #expect(try await order("open").contains("closed: not begun → open by its owner, row 1"))
    #expect(try await refused("open").contains("is open by its owner: the gate is open already"))
    #expect(try await order("close").contains("→ closed: owner"))
    #expect(try await refused("close").contains("an owner closed the gate"))
    #expect(try await bed.refusal("gate", "start", GateBed.name).contains("an owner has to release it"))
    #expect(try await order("release").contains("→ closed: restored"))
    #expect(try await bed.run("gate", "start", GateBed.name).contains("→ gathering, round 1"))
    #expect(try await bed.refusal("gate", "start", GateBed.name).contains("a round is gathering already"))
    let unsigned = try await bed.refusal("gate", "open", GateBed.name, "--owner", " ", "--reason", "why not")
    #expect(unsigned.contains("lacks a name"), "\(unsigned)")
    let shown = try await bed.run("gate", "show", GateBed.name)
    #expect(shown.contains("Ann ordered 'close' on") && shown.contains("seen enough"), "\(shown)")
    #expect(try await bed.run("gate", "verify").contains("Everything follows"))
  }

  @Test("a gate that proved worse begins its next round on order, at a smaller error")
  func nextRound() async throws {
    let bed = try GateBed()
    try await bed.feed([Difference](repeating: .lost, count: 80))
    #expect(try await bed.run("gate", "list").contains("closed: proved worse"))
    #expect(try await bed.run("gate", "start", GateBed.name).contains("→ gathering, round 2"))
    let text = try await bed.run("gate", "list")
    #expect(text.contains("gathering, round 2") && text.contains("0 / 0 / 0 / 0 / 0"), "\(text)")
    #expect(text.contains("4.88"), "\(text)")
  }

  @Test(
    "a name that no gate has is refused with the nearest one",
    arguments: [["show"], ["start"], ["verify"], ["label"]])
  func unknown(_ command: [String]) async throws {
    let bed = try GateBed()
    try await bed.feed([.tied])
    let text = try await Commands.refusal(
      ["gate"] + command + ["work:deepseek/deepseek-v4-pre"], in: bed.directory)
    #expect(text.contains("there is no gate") && text.contains("did you mean '\(GateBed.name)'?"), "\(text)")
  }

  @Test("pairs that prove it open the gate, and own lag counts from the incumbent's release")
  func lag() async throws {
    let bed = try GateBed()
    #expect(try await bed.run("gate", "lag").contains("No gate has begun yet"))
    let book = try await bed.feed([Difference](repeating: .tied, count: 400))
    #expect(book.gate.isOpen)
    let text = try await bed.run("gate", "lag")
    #expect(text.contains("1 closed version was reached, and 0 wait"), "\(text)")
    #expect(text.contains("public benchmarks") && text.contains("2025-04-14") && text.contains("Epoch"), "\(text)")
  }

  @Test("pairs wait on a page of this machine for a person, and what was labelled is counted")
  func label() async throws {
    let bed = try GateBed(gate: GateBed.judged)
    try await bed.feed([.won, .tied])
    let process = try LaunchedProcess(
      "steelyard gate label", Locations.steelyard, ["gate", "label", GateBed.name, "--port", "0", "--by", "Ann"],
      directory: bed.directory)
    let address = try await process.address()
    let (data, _) = try await URLSession.shared.data(from: try #require(URL(string: "\(address)/label")))
    let page = String(decoding: data, as: UTF8.self)
    await process.stop()
    #expect(page.contains("which answer is better?") && page.contains("question 1"))
    #expect(process.transcript.contains("2 pairs to compare by 'Ann'"), "\(process.transcript)")
    #expect(process.transcript.contains("of this gate 0 pairs are labelled"), "\(process.transcript)")
  }
}
