import Evidence
import Foundation
import Gateway
import Testing

@Suite("steelyard gate verify")
struct GateVerifyTests {
  private static func bed() async throws -> GateBed {
    let bed = try GateBed()
    try await bed.feed([Difference](repeating: .tied, count: 30) + [.won, .lost])
    return bed
  }

  @Test("an honest ledger follows, and its last links are printed to be kept")
  func honest() async throws {
    let bed = try await Self.bed()
    let text = try await bed.run("gate", "verify")
    #expect(text.hasPrefix("Verified") && text.contains("Everything follows: 1 gate from 129 rows"), "\(text)")
    let tail = try await bed.run("gate", "verify", "--tail")
    _ = try bed.write("links", [tail])
    try await bed.feed([.tied], from: 100)
    #expect(try await bed.run("gate", "verify", "--against", "links").contains("Everything follows"))
  }

  @Test(
    "whatever was forged is named, and the command ends with 1",
    arguments: [
      (
        "UPDATE gate_events SET body = replace(body, '\"difference\":-2', '\"difference\":2') WHERE kind = 'pair'",
        "link does not fit"
      ),
      ("UPDATE gate_events SET body = 'nonsense' WHERE sequence = 9", "row 9 of kind"),
      ("DELETE FROM gate_events WHERE sequence = 20", "a row is missing"),
      ("UPDATE gate_events SET at = at + 86400000 WHERE sequence = 3", "event 3 (guardrail) is not as it was written"),
      ("UPDATE shadow_exchanges SET difference = 2 WHERE difference = -2", "which was scored +1.0"),
      ("DELETE FROM shadow_exchanges WHERE unit = 'unit 3'", "of which the ledger has no pair of answers"),
      ("UPDATE gates SET key = replace(key, '\"alpha\":0.05', '\"alpha\":0.5')", "other rules"),
      ("UPDATE gates SET use_case = 'other'", "not that of its terms"),
      (
        "INSERT INTO gate_marks SELECT gate, number, chain, 1, '{}', '' FROM gate_events WHERE sequence = 9",
        "the mark behind row 9 cannot be read"
      ),
    ])
  func forged(_ sql: String, _ expected: String) async throws {
    let bed = try await Self.bed()
    try bed.forge(sql)
    let text = try await bed.refusal("gate", "verify")
    #expect(text.contains("NOT verified") && text.contains(expected), "\(text)")
    #expect(!text.contains("Fatal"))
  }

  @Test("a forged gate is believed by nobody: the list says so")
  func disbelieved() async throws {
    let bed = try await Self.bed()
    try bed.forge(
      "UPDATE gate_events SET body = replace(body, '\"difference\":-2', '\"difference\":2') WHERE kind = 'pair'")
    let text = try await bed.run("gate", "list")
    #expect(text.contains("not believed") && text.flat.contains("does not follow the row before it"), "\(text)")
    let order = try await bed.refusal("gate", "open", GateBed.name, "--owner", "Ann", "--reason", "x")
    #expect(order.contains("are not believed"), "\(order)")
  }

  @Test("a whole chain written anew is found by a link that was kept elsewhere")
  func rewritten() async throws {
    let bed = try await Self.bed()
    _ = try bed.write("links", [try await bed.run("gate", "verify", "--tail")])
    try bed.forge("DELETE FROM gate_events; DELETE FROM shadow_exchanges")
    try await bed.feed([Difference](repeating: .won, count: 32))
    #expect(try await bed.run("gate", "verify").contains("Everything follows"))
    let text = try await bed.refusal("gate", "verify", "--against", "links")
    #expect(text.contains("another link than the one that was kept"), "\(text)")
    let odd = try bed.write("odd", ["not a link"])
    #expect(try await bed.refusal("gate", "verify", "--against", odd).contains("odd:1: not a gate's id"))
  }

  @Test("a request that a challenger served while the gate was closed is found")
  func decisions() async throws {
    let bed = try GateBed()
    let book = try await bed.feed([Difference](repeating: .tied, count: 400))
    let opened = book.evidence
    func served(_ number: Int, evidence: Int64, at shift: String) -> String {
      """
      INSERT INTO decisions (id, started_at, finished_at, dialect, endpoint, stream, request, use_case, stakes, class,
        source, offer_order, digest, attempts, attempt_log, http_status, status, usage_estimated, charged_nano, overrun,
        day_number, month_number, duration_ms, gate, evidence)
      SELECT '01JD7Q8Z5M3N9T0V4W6X8Y2A1\(number)', at\(shift), at, 'openai', 'chat', 0, '{}', 'work', 'low', 'hybrid',
        'key', '', 0, 1, '', 200, 'ok', 0, 0, 0, 0, 0, 1, '\(GateBed.name)', \(evidence)
      FROM gate_events WHERE sequence = \(opened)
      """
    }
    try bed.forge(served(1, evidence: opened, at: " + 60000"))
    let honest = try await bed.run("gate", "verify")
    #expect(honest.contains("1 request that an open gate let"), "\(honest)")
    try bed.forge(served(2, evidence: opened, at: " - 3600000"))
    try bed.forge(served(3, evidence: 3, at: ""))
    let text = try await bed.refusal("gate", "verify")
    #expect(
      text.contains("01JD7Q8Z5M3N9T0V4W6X8Y2A12") && text.contains("by row \(opened) the gate was open from"), "\(text)"
    )
    #expect(text.contains("rests on row 3, which did not open the gate"), "\(text)")
  }
}
