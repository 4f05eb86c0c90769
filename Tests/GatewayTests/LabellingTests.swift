import Catalog
import Foundation
import Ledger
import NIOPosix
import Simulator
import TestFiles
import Testing

@testable import Gateway

@Suite("The page on which people compare answers")
struct LabellingTests {
  private func desk(_ pairs: Int, seed: UInt8 = 7) throws -> (LabelDesk, EvidenceStore) {
    let store = try EvidenceStore.open(path: TestFiles.path(".db").path)
    for number in 0..<pairs {
      let id = try #require(DecisionID("01J000000000000000000000" + "\(10 + number)"))
      var exchange = ShadowExchange(
        decision: id, gate: "g", unit: "u\(number)", at: .now(), incumbentOffer: "a@x", challengerOffer: "b@y",
        difference: nil, basis: "judge", inclusionPPM: 1_000_000)
      exchange.expires = Timestamp(milliseconds: Timestamp.now().milliseconds + 1_000_000)
      exchange.prompt = "Is 1 < 2 & \"true\"? <script>alert(1)</script>"
      exchange.incumbentAnswer = "incumbent's answer \(number)"
      exchange.challengerAnswer = "challenger's answer \(number)"
      try store.keep(exchange)
    }
    return (LabelDesk(store: store, gate: "g", title: "t", person: "ann", seed: [seed]), store)
  }

  private func fields(_ html: String) -> [String: String] {
    var fields: [String: String] = [:]
    for name in ["decision", "token"] {
      let parts = html.components(separatedBy: #"name="\#(name)" value=""#)
      if parts.count > 1 { fields[name] = parts[1].components(separatedBy: "\"")[0] }
    }
    return fields
  }

  @Test("a verdict counts for the side that it was given to, whichever place that had", arguments: 1...8)
  func verdicts(_ seed: UInt8) throws {
    let (desk, store) = try desk(4, seed: seed)
    for _ in 0..<4 {
      let html = desk.page().html
      let isChallengerFirst =
        try #require(html.range(of: "challenger&#39;s")?.lowerBound)
        < #require(html.range(of: "incumbent&#39;s")?.lowerBound)
      var form = fields(html)
      form["verdict"] = isChallengerFirst ? "first" : "second"
      #expect(desk.take(form).status == 303)
    }
    #expect(try store.exchanges(of: "g").map(\.label) == [2, 2, 2, 2])
    #expect(desk.page().html.contains("No pair waits"))
  }

  @Test("the order is by chance: of many pairs about half show the challenger first")
  func order() throws {
    let (desk, _) = try desk(0)
    let ids = try (1_000..<3_000).map { try #require(DecisionID("01J0000000000000000000\($0)")) }
    let first = ids.count { desk.isChallengerFirst($0) }
    #expect((850...1_150).contains(first))
  }

  @Test("names are hidden, text stays text, and nothing is fetched from elsewhere")
  func page() throws {
    let (desk, _) = try desk(1)
    let html = desk.page().html
    #expect(html.contains("Is 1 &lt; 2 &amp; &quot;true&quot;? &lt;script&gt;"))
    for forbidden in ["<script", "a@x", "b@y", "http:", "https:", "src="] { #expect(!html.contains(forbidden)) }
  }

  @Test("a form that this page did not make changes nothing")
  func forged() throws {
    let (desk, store) = try desk(2)
    var form = fields(desk.page().html)
    form["verdict"] = "first"
    #expect(desk.take([:]).status == 403)
    #expect(desk.take(form.merging(["token": String(repeating: "0", count: 64)]) { $1 }).status == 403)
    // The token of one pair is none for another.
    #expect(desk.take(form.merging(["decision": "01J00000000000000000000010"]) { $1 }).status == 403)
    #expect(desk.take(form.merging(["verdict": "perfect"]) { $1 }).status == 400)
    #expect(try store.exchanges(of: "g").allSatisfy { $0.label == nil })
  }

  @Test("over its port: pages, a verdict, and no word to other sites or hosts")
  func server() async throws {
    let (desk, store) = try desk(1)
    let group = MultiThreadedEventLoopGroup.singleton
    let server = try await LabelServer.start(desk, port: 0, group: group)
    let caller = SimulatedCaller(port: server.port, group: group)
    let page = try await caller.send("GET", "/label")
    #expect(page.status == 200)
    #expect(page.header("content-security-policy")?.contains("default-src 'none'") == true)
    let form = fields(String(decoding: page.body, as: UTF8.self)).map { "\($0)=\($1)" } + ["verdict=both_bad"]
    let body = Array(form.joined(separator: "&").utf8)
    let foreign = try await caller.send("POST", "/label", headers: [("sec-fetch-site", "cross-site")], body: body)
    #expect(foreign.status == 403)
    #expect(try await caller.send("POST", "/label", body: Array(repeating: 65, count: 10_000)).status == nil)
    let taken = try await caller.send("POST", "/label", body: body)
    #expect(taken.status == 303)
    #expect(taken.header("location") == "/label")
    #expect(try store.exchanges(of: "g").map(\.label) == [0])
    #expect(try await caller.send("GET", "/other").status == 404)
    try await server.stop()
  }

  @Test("form fields are read as browsers write them")
  func form() {
    #expect(FormFields.read(Array("a=1%202+3&b=&c&a=%C3%A4%zz".utf8)) == ["a": "ä%zz", "b": "", "c": ""])
  }
}
