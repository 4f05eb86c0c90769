import Foundation
import Frontier
import Testing

@Suite("Epoch's stitching study")
struct StitchingImportTests {
  static let today = Day(year: 2025, month: 12, day: 31)

  @Test("versions become models, percentages become fractions, and chance is taken out")
  func small() throws {
    let versions = "id,Model,Version release date\na-1,A,2024-02-01\na-2,A,2024-01-01\nb,,2024-03-01\nc,C,\n"
    let mmlu = "Model version,EM,Source\na-1,62.5%,s\na-2,70%,s\nb,25%,s\n,40%,s\nc,50%,s\nb,20%,s\n"
    let metr = "Model version,average_score,Source\na-1,0.4,s\nb,0.3,s\n"
    let facts = """
      Model,date,Organization,Country (of organization),Accessibility group
      A,2024-01-01,a,China,Open weights

      """
    let result = try StitchingImport.read(
      versions: CSVTable(versions, file: "model_versions.csv"), runs: nil,
      external: [
        CSVTable(mmlu, file: "x/external_benchmark_mmlu.csv"), CSVTable(metr, file: "external_benchmark_metr.csv"),
        CSVTable(metr, file: "external_benchmark_mcbench.csv"),
      ],
      facts: CSVTable(facts, file: "eci_scores.csv"), today: Self.today, rules: .comparable)
    let data = result.data
    #expect(data.matrix.models == ["A", "b"])
    #expect(data.models.map { $0?.weights } == [.open, .unknown])
    #expect(data.models.first??.released == Day("2024-01-01"))
    let shares = data.matrix.scores.filter { data.matrix.benchmarks[$0.benchmark] == "MMLU" }.map(\.share)
    #expect(abs((shares.first ?? 0) - 0.6) < 1e-12)
    #expect(shares.last == 0.001)
    #expect(data.exclusionSummary.counts == [.duplicate: 2, .missingDate: 2, .emptyName: 1])
    #expect(result.skipped.map(\.file) == ["external_benchmark_mcbench.csv"])
  }

  @Test(
    "the files of 2025-12 are read, and every row is accounted for",
    .enabled(if: SharedLagFiles.root != nil, "\(SharedLagFiles.absence)"))
  func shared() throws {
    let folder = "epoch-2025-12-benchmark-stitching/"
    let names = try FileManager.default.contentsOfDirectory(atPath: #require(SharedLagFiles.root).path + "/" + folder)
    let external = try names.filter { $0.hasPrefix("external_") }.sorted().map { try SharedLagFiles.table(folder + $0) }
    let result = try StitchingImport.read(
      versions: SharedLagFiles.table(folder + "model_versions.csv"),
      runs: SharedLagFiles.table(folder + "benchmarks_runs.csv"), external: external,
      facts: SharedLagFiles.table("epoch-2026-08-11/eci_scores.csv"), today: Self.today)
    let data = result.data
    #expect(result.skipped.count == 1)
    #expect(data.matrix.components.count == 1)
    let read = external.filter { !$0.file.contains("mcbench") }.reduce(541) { $0 + $1.rows.count }
    let lost = data.excluded.count { !$0.kind.keepsRow && !$0.file.contains("model_versions") }
    #expect(data.matrix.scores.count + lost == read)
  }
}
