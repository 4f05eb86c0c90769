import Foundation
import RoutingQuality
import TestFiles
import Testing

@Suite("RouteLLM's outcomes")
struct RoutingDataTests {
  private static let header = "bench\tsubject\tdomain\tweak_correct\tstrong_correct\tprompt_json"

  private func folder(_ rows: [String], contaminated: String = "{\"eval_prompt\": \"seen\"}\n") throws -> URL {
    let folder = TestFiles.path()
    let inner = folder.appending(path: "RouteLLM")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    for name in ["mmlu", "gsm8k"] {
      try contaminated.write(
        to: inner.appending(path: "\(name)_contaminated_prompts.jsonl"), atomically: true, encoding: .utf8)
    }
    try rows.joined(separator: "\n").write(
      to: folder.appending(path: "routellm_labels.tsv"), atomically: true, encoding: .utf8)
    return folder
  }

  @Test("rows are read, and prompts that the models had seen are dropped")
  func rows() throws {
    let folder = try folder([Self.header, "mmlu\tlaw\tlaw\t0\t1\t\"Is it?\"", "gsm8k\t\tmath\t1\t1\t\"seen\""])
    defer { try? FileManager.default.removeItem(at: folder) }
    let data = try RoutingData.load(folder: folder.path)
    #expect(data.dropped == 1)
    #expect(data.cases.map(\.prompt) == ["Is it?"])
    #expect(data.cases[0].gain == 1)
  }

  @Test(
    "what is wrong is named with file and line",
    arguments: [
      ("mmlu\tlaw\tlaw\t0\t2\t\"x\"", "routellm_labels.tsv:2"), ("mmlu\tlaw", "routellm_labels.tsv:2"),
      ("mmlu\tlaw\tlaw\t0\t1\tno json", "routellm_labels.tsv:2"),
    ])
  func errors(row: String, place: String) throws {
    let folder = try folder([Self.header, row])
    defer { try? FileManager.default.removeItem(at: folder) }
    let error = #expect(throws: RoutingData.Unreadable.self) { try RoutingData.load(folder: folder.path) }
    #expect(error?.description.contains(place) == true)
  }

  @Test("an absent folder is named, with the option that names another")
  func absent() {
    let error = #expect(throws: RoutingData.Unreadable.self) { try RoutingData.load(folder: "/nowhere") }
    #expect(error?.description.contains("--data") == true)
  }

  @Test(
    "five-fold learning beats length and chance on a part of the real outcomes",
    .enabled(if: Self.measured != nil, "needs the shared data: put them at ../shared"))
  func fiveFold() throws {
    let folder = try #require(Self.measured)
    var data = try RoutingData.load(folder: folder)
    #expect(data.cases.count == 15_344)
    data.cases = data.cases.enumerated().filter { $0.offset % 60 == 0 }.map(\.element)
    let section = try #require(RoutingStudy(data).sections().first)
    func figure(_ name: String) throws -> Double {
      try #require(section.rows.first { $0.name == name }).apgr.value
    }
    #expect(try figure("learned, five-fold") > figure("random"))
    #expect(try figure("oracle") > figure("learned, five-fold"))
  }

  private static var measured: String? {
    let root = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let shared =
      ProcessInfo.processInfo.environment["STEELYARD_SHARED"].map { URL(filePath: $0) }
      ?? root.appending(path: "../shared")
    let folder = shared.appending(path: "data/routing").path
    if FileManager.default.fileExists(atPath: folder) { return folder }
    print("skipped: no outcomes at \(folder); set STEELYARD_SHARED to measure learned routing on them")
    return nil
  }
}
