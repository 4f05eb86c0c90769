import ArgumentParser
import Catalog
import Foundation
import Gateway

/// `steelyard catalog import`: other people's price lists as a catalogue file.
struct CatalogImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Reads the price lists of models.dev, LiteLLM and genai-prices and writes them as a catalogue file.",
    discussion: """
      What kind of list a file is shows from its content. Prices are compared with each other and with the catalogue:
      the report names every disagreement with both figures, and names that are no model of the catalogue. A price
      more than three times above or below the median of its model's hosts is left out unless you say otherwise.
      The file goes to --out or to standard output, the report to standard error; use the file with --with FILE.
      """)

  @Argument(help: ArgumentHelp("Price lists: JSON, or the table of models.dev.", valueName: "file"))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The catalogue whose names and prices count: 'bundled', or a catalogue file.", valueName: "catalogue"))
  var against = "bundled"

  @OptionGroup var catalog: CatalogOptions

  @Flag(help: "Takes prices far off the median of their model's hosts.") var allowOutliers = false

  @Option(help: ArgumentHelp("Takes this offer whatever it costs; may be repeated.", valueName: "offer"))
  var keep: [String] = []

  @Option(help: ArgumentHelp("How far off the median of its model's hosts a price may be.", valueName: "times"))
  var factor = 3

  @Option(help: ArgumentHelp("The catalogue file to write.", valueName: "file")) var out: String?

  @Flag(help: "Writes nothing but the report, and that to standard output.") var dryRun = false

  @Option(help: ArgumentHelp("How many lines of each kind the report shows.", valueName: "lines")) var lines = 40

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("name at least one price list") }
    guard (1...1000).contains(factor) else { throw ValidationError("--factor must be 1 to 1000") }
    guard (1...1_000_000).contains(lines) else { throw ValidationError("--lines must be 1 to 1000000") }
  }

  func run() throws {
    let known = try knownCatalog()
    for offer in keep where offer.split(separator: "@").count != 2 {
      throw ValidationError("--keep '\(offer)' is not an offer such as openai/gpt-6-luna@openai")
    }
    let lists = try files.map { path in try PriceList.read(try Self.bytes(of: path), file: path) }
    let options = ImportOptions(
      at: catalog.instant, allowsOutliers: allowOutliers, keep: Set(keep), outlierFactor: Int64(factor))
    let merge = PriceListMerge(lists, into: known, options: options)
    let report = merge.report(on: lists, most: lines)
    guard !dryRun else {
      print(report, terminator: "")
      return
    }
    FileHandle.standardError.write(Data(report.utf8))
    let yaml = merge.yaml(lists: lists, asOf: catalog.instant)
    guard let out else {
      print(yaml, terminator: "")
      return
    }
    do {
      try Data(yaml.utf8).write(to: URL(fileURLWithPath: out), options: .atomic)
    } catch {
      throw ValidationError("cannot write '\(out)': \(error.localizedDescription)")
    }
  }

  private func knownCatalog() throws -> Catalog {
    guard against != "bundled" else { return try catalog.load() }
    guard catalog.own.isEmpty else {
      throw ValidationError("--with adds to the bundled catalogue; leave out --against")
    }
    let text = String(decoding: try Self.bytes(of: against), as: UTF8.self)
    return try Catalog.load(files: [(name: against, text: text)])
  }

  private static func bytes(of path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("cannot read '\(path)'; is it there, and may you read it?")
    }
    return [UInt8](data)
  }
}
