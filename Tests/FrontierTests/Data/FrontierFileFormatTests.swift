import Frontier
import Testing

@Suite("Formats of files")
struct FrontierFileFormatTests {
  @Test(
    "a format is known by its columns",
    arguments: [
      ("model_group,benchmark,performance,date", FrontierFileFormat.epochScores),
      ("Model,eci,date,Organization,Country (of organization),Accessibility group", .epochModels),
      ("id,Model,Version release date", .stitchingModels), ("task,model,Best score (across scorers)", .stitchingRuns),
      ("id,Model version,Score,Source", .stitchingExternal), ("model,rating,snapshot", .ratings),
      ("model,elo,ci,snapshot", .ratings), ("model,benchmark,score,released", .plain),
      ("source,weights,released,score,benchmark,model", .plain),
    ])
  func known(_ heading: String, _ format: FrontierFileFormat) throws {
    #expect(try FrontierFileFormat.detect(CSVTable(heading + "\n", file: "f.csv")) == format)
  }

  @Test("an unknown file is refused with the nearest format, what it lacks, and all that are accepted")
  func unknown() throws {
    let error = try #require(throws: CSVTable.Malformed.self) {
      try FrontierFileFormat.detect(CSVTable("modle,benchmark,score,released\n", file: "f.csv"))
    }
    #expect(error.problem.contains("For plain there is no 'model' (is it 'modle'?)"))
    for format in FrontierFileFormat.allCases { #expect(error.problem.contains(format.summary)) }
  }

  @Test(
    "the files of both vintages are known",
    .enabled(if: SharedLagFiles.root != nil, "\(SharedLagFiles.absence)"))
  func shared() throws {
    let stitching = "epoch-2025-12-benchmark-stitching/"
    let files: [(String, FrontierFileFormat)] = [
      ("epoch-2026-08-11/eci_benchmarks.csv", .epochScores), ("epoch-2026-08-11/eci_scores.csv", .epochModels),
      (stitching + "model_versions.csv", .stitchingModels), (stitching + "benchmarks_runs.csv", .stitchingRuns),
      (stitching + "external_benchmark_mmlu.csv", .stitchingExternal),
      (stitching + "external_benchmark_os_world.csv", .stitchingExternal),
    ]
    for (file, format) in files { #expect(try FrontierFileFormat.detect(SharedLagFiles.table(file)) == format) }
  }
}
