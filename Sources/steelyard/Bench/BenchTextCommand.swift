import ArgumentParser
import Assessment
import Catalog
import Dialects
import Foundation
import Gateway
import Policy
import Routing

/// `steelyard bench text`: whether the work that is done before a request is decided stays linear in its length.
struct BenchTextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text", abstract: "Measures processor time against size for the worst kinds of text.",
    discussion: """
      Each request is scanned, unescaped, parted, judged by its words, decided and translated for an upstream of the other
      dialect, as on an event loop. Growth is the exponent of time over size from the middle of the sizes on: 1 is linear, 2
      quadratic. Ends with 1 if a kind grows faster than 1.2.
      """)

  @Option(help: ArgumentHelp("The smallest size in KiB.", valueName: "KiB")) var from = 64
  @Option(help: ArgumentHelp("The largest size in KiB.", valueName: "KiB")) var to = 8192
  @Option(help: "Measurements of each size; the fastest counts.") var repeats = 3
  @Option(help: "Only kinds whose name has this in it.") var kind: String?
  @Option(help: ArgumentHelp("Seconds after which a kind is not measured at a larger size.", valueName: "seconds"))
  var patience = 10.0
  @Option(help: "table, csv or json.") var format = OutputFormat.table

  /// The growth that counts as more than linear: caches and allocators alone make up to 1.1.
  private static let steepest = 1.2

  func validate() throws {
    guard from > 0, to >= from, to <= 1 << 20 else {
      throw ValidationError("--from must be at least 1, and --to at least --from and at most 1048576")
    }
    guard repeats > 0 else { throw ValidationError("--repeats must be at least 1") }
  }

  func run() throws {
    let work = try TextWork()
    var sizes = [from]
    while let last = sizes.last, last * 2 <= to { sizes.append(last * 2) }
    var columns = [TextTable.Column("kind")]
    for size in sizes { columns.append(TextTable.Column("\(size) KiB, ms", .right)) }
    var table = TextTable(columns + [TextTable.Column("growth", .right)])
    var steep: [String] = []
    for text in HostileText.all where kind.map({ text.name.contains($0) }) ?? true {
      var points = measure(text, sizes, work)
      var growth = Self.growth(points)
      // Other programs disturb single sizes: what is steep is measured again, and the faster time of each size counts.
      for _ in 0..<2 where growth.map({ $0 > Self.steepest }) == true {
        points = zip(points, measure(text, sizes, work)).map { ($0.bytes, min($0.seconds, $1.seconds)) }
        growth = Self.growth(points)
      }
      if growth.map({ $0 > Self.steepest }) == true { steep.append(text.name) }
      var cells = [text.name]
      for point in points { cells.append(String(format: "%.2f", point.seconds * 1000)) }
      for _ in points.count..<sizes.count { cells.append("-") }
      cells.append(growth.map { String(format: "%.2f", $0) } ?? "-")
      table.add(cells)
    }
    print(table.render(format), terminator: "")
    guard steep.isEmpty else {
      let message = "more than linear: \(steep.joined(separator: ", "))\n"
      FileHandle.standardError.write(Data(message.utf8))
      throw ExitCode(1)
    }
  }

  private func measure(_ text: HostileText, _ sizes: [Int], _ work: TextWork) -> [(bytes: Double, seconds: Double)] {
    var points: [(bytes: Double, seconds: Double)] = []
    for size in sizes {
      let body = text.body(size << 10)
      var seconds = work.seconds(body)
      // What has taken long is not measured again.
      for _ in 1..<max(2, repeats) where repeats > 1 && seconds < 1 { seconds = min(seconds, work.seconds(body)) }
      points.append((Double(body.count), seconds))
      if seconds > patience { break }
    }
    return points
  }

  /// The slope of the logarithm of time over that of size, by least squares over the larger half of the sizes; nil where
  /// there is too little to measure. What is below a millisecond is the cost of a request, not of its length.
  static func growth(_ points: [(bytes: Double, seconds: Double)]) -> Double? {
    let measurable = points.filter { $0.seconds > 0.001 }
    let used = measurable.suffix(max(2, (measurable.count + 1) / 2))
    guard used.count >= 2 else { return nil }
    let count = Double(used.count)
    let (x, y) = (used.map { log($0.bytes) }, used.map { log($0.seconds) })
    let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    let covariance = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    let variance = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    return variance > 0 ? covariance / variance : nil
  }
}

/// What the gateway does with a request before it is decided, and with one that goes to the other dialect.
private struct TextWork {
  let assessor: TextAssessor
  let router: Router

  init() throws {
    let catalog = try Catalog.load(files: EmbeddedFiles.catalog)
    assessor = try EmbeddedFiles.assessor()
    router = Router(catalog: catalog, policy: try PolicyFile(path: nil).load(catalog: catalog), providers: nil)
  }

  /// Processor time of one request on this thread.
  func seconds(_ body: [UInt8]) -> Double {
    var reader = RequestReader()
    let start = Self.processorSeconds()
    perform(body, &reader)
    return Self.processorSeconds() - start
  }

  private func perform(_ body: [UInt8], _ reader: inout RequestReader) {
    // What is refused by a limit is measured up to there.
    guard let outline = try? RequestOutline.scan(body.span, endpoint: .chatCompletions) else { return }
    let reading = reader.read(outline, in: body.span, assessor: assessor, encoder: false)
    let request = RoutingRequest(
      requestedModel: outline.model, metadataUseCase: outline.useCase, verdict: reading.verdict,
      promptTokens: body.count / 4, promptTokenBound: body.count, maxOutputTokens: outline.maxOutputTokens,
      at: Timestamp(milliseconds: 1_790_000_000_000))
    _ = router.decide(request)
    _ = try? Translation(caller: .openAIChat, upstream: .anthropicMessages).request(
      body.span, upstreamModel: "claude", defaultMaxTokens: 1024)
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
