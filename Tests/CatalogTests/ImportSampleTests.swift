import Foundation
import Testing

@testable import Catalog

/// Copies of the real price lists, which are not part of the repository.
enum SharedPrices {
  static let folder: URL = {
    let shared = ProcessInfo.processInfo.environment["STEELYARD_SHARED"].map { URL(fileURLWithPath: $0) }
    return (shared ?? BundledFiles.root.deletingLastPathComponent().appendingPathComponent("shared"))
      .appendingPathComponent("data/prices")
  }()

  static let isThere: Bool = {
    let isThere = FileManager.default.fileExists(atPath: folder.appendingPathComponent("litellm").path)
    if !isThere { print("skipped: the real price lists are not at \(folder.path); set STEELYARD_SHARED") }
    return isThere
  }()

  static func read(_ path: String) throws -> PriceList {
    try PriceList.read([UInt8](try Data(contentsOf: folder.appendingPathComponent(path))), file: path)
  }
}

@Suite("the real price lists", .enabled(if: SharedPrices.isThere, "they are not at ../shared or STEELYARD_SHARED"))
struct ImportSampleTests {
  private static let liteLLM = "litellm/model_prices_and_context_window.json"
  private static let genAI = "genai-prices/data_pypi_0.2.3.json"

  @Test(
    "each is recognised and read without a loss",
    arguments: [
      (liteLLM, PriceList.Format.liteLLM, 3000), (genAI, .genAIPrices, 1900),
      ("genai-prices/data_git_2026-08-21.json", .genAIPrices, 1000),
      ("models-dev/endpoints.csv", .modelsDevTable, 4000), ("models-dev/models.json", .modelsDevModels, 0),
      ("models-dev/providers.json", .modelsDevProviders, 0),
    ])
  func recognised(_ path: String, _ format: PriceList.Format, _ fewest: Int) throws {
    let list = try SharedPrices.read(path)
    #expect(list.format == format)
    #expect(list.offers.count >= fewest)
    #expect(list.findings.count <= 10, "\(list.findings.prefix(20))")
    #expect(list.offers.count + list.skipped.values.reduce(0, +) + list.findings.count >= list.entries)
  }

  @Test("the lists agree with the bundled catalogue on most offers, and what is taken loads")
  func agreement() throws {
    let catalog = try BundledFiles.catalog.get()
    let today = Timestamp(year: 2026, month: 11, day: 23)
    let lists = [try SharedPrices.read(Self.liteLLM), try SharedPrices.read(Self.genAI)]
    let merge = PriceListMerge(lists, into: catalog, options: ImportOptions(at: today))
    #expect(merge.unchanged >= 300)
    #expect(merge.disagreements.count <= 60)
    let large = try #require(merge.disagreements.first { $0.offer == "mistral/mistral-large-4@mistral" })
    #expect(large.figures.map { $0.rate?.description } == ["$1.36/M", "$0.70/M"])
    let files = try BundledFiles.names.map { name in
      (name: name, text: try String(contentsOf: BundledFiles.folder.appendingPathComponent(name), encoding: .utf8))
    }
    let own = [(name: "import.yaml", text: merge.yaml(lists: lists, asOf: today))]
    let loaded = try Catalog.load(files: files, overrides: own)
    #expect(loaded.offers.count > catalog.offers.count)
    let kept = Set(loaded.priceOutliers(at: today, factor: 3).map(\.subject))
    #expect(kept.isDisjoint(with: merge.rejected.map(\.offer).filter { catalog.offerNumber($0) == nil }))
  }
}
