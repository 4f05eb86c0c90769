import Frontier
import Testing

@Suite("The gap on the capability index", .enabled(if: SharedLagFiles.root != nil, "\(SharedLagFiles.absence)"))
struct CapabilityGapReferenceTests {
  @Test("at the end of July 2026 GPT-5.6 Sol is 4.6 points above Kimi K3")
  func newest() throws {
    let data = try SharedLagFiles.epoch()
    let table = try SharedLagFiles.table("reference/eci_models_with_metadata.csv")
    let (name, eci) = (try table.column("name"), try table.column("eci"))
    let points = Dictionary(uniqueKeysWithValues: table.rows.map { ($0.cells[name], Double($0.cells[eci])) })
    let own = try data.matrix.models.map { try #require(points[$0] ?? nil) }
    let day = try #require(Day("2026-07-31"))
    let gap = try #require(VerticalGap.capability(on: day, data.models, points: own, pair: .openBehindClosed))
    #expect(gap.leader.name == "GPT-5.6 Sol")
    #expect(gap.follower.name == "Kimi K3")
    #expect(abs(gap.points - 4.6) < 0.05)
  }
}
