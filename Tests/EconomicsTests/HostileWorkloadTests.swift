import Catalog
import Economics
import Policy
import StrictYAML
import Testing

@Suite("Workloads that nobody meant")
struct HostileWorkloadTests {
  @Test("text changed at random is refused or gives advice with finite figures", arguments: 0..<6)
  func changed(_ seed: Int) throws {
    let catalog = try SmallWorld.catalog()
    let policy = try SmallWorld.policy()
    var random = SeededGenerator(seed: UInt64(seed))
    let whole = SmallWorld.workloadText([
      "detector": "{model: top/tiny, recall: 0.5, false_alarms: 0.1}",
      "measured": "[{model: free/large, failures: 1, of: 90, source: audit}]",
      "plan": "{name: p, seats: 3, usd_per_seat_month: 20, source: contract}",
    ])
    let spare = Array("0123456789.-_:{}[], \n#&*!eE\u{0}é".utf8)
    for _ in 0..<60 {
      var bytes = Array(whole.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        bytes[place] = spare[Int.random(in: spare.indices, using: &random)]
      }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let workload = try? Workload.load(text: text, file: "w", catalog: catalog, policy: policy) else { continue }
      let advice = Adviser.advise(
        workload, catalog: catalog, policy: policy, lags: SmallWorld.Lags(), at: SmallWorld.day)
      for option in advice.rows.flatMap(\.options) {
        #expect(option.monthly.value.isFinite && option.monthly.low <= option.monthly.high, "seed \(seed): \(text)")
      }
    }
  }

  @Test("numbers at the ends of their ranges give advice without a trap")
  func extremes() throws {
    for (key, value) in [
      ("requests_per_month", "1000000000000"), ("requests_per_month", "0"), ("error_cost_usd", "1000000000000"),
      ("best_closed_error", "1"), ("best_closed_error", "0"), ("caught_share", "1"), ("epsilon", "0.0000001"),
      ("epsilon", "1"), ("tokens", "{input: 0, output: 0}"), ("tokens", "{input: 100000000, output: 100000000}"),
      ("lag_months", "240"), ("budget_usd_per_month", "0"),
    ] {
      let row = try SmallWorld.row([key: value])
      #expect(row.why.isEmpty == false, "\(key) \(value)")
    }
  }
}
