/// What each benchmark asks for and whether its questions are held out, as data of our own.
public struct BenchmarkCategories: Sendable {
  /// One benchmark's line.
  public struct Entry: Hashable, Sendable {
    public var benchmark: String
    public var categories: Set<BenchmarkCategory>
    public var exposure: BenchmarkExposure
  }

  public private(set) var entries: [String: Entry] = [:]

  /// Reads a table with the columns `benchmark,categories,exposure`; several categories are separated by semicolons.
  ///
  /// The first mistake is thrown with its line: a benchmark that was sorted wrongly would move a result unseen.
  public init(_ table: CSVTable) throws(CSVTable.Malformed) {
    func malformed(_ row: Int, _ column: String?, _ problem: String) -> CSVTable.Malformed {
      .init(file: table.file, row: row, column: column, problem: problem)
    }
    if let first = table.excluded.first { throw malformed(first.row, first.column, first.problem) }
    let benchmark = try table.column("benchmark")
    let categories = try table.column("categories")
    let exposure = try table.column("exposure")
    for row in table.rows {
      let name = row.cells[benchmark]
      guard !name.isEmpty else { throw malformed(row.line, "benchmark", "is empty") }
      guard entries[name] == nil else { throw malformed(row.line, "benchmark", "'\(name)' stands here twice") }
      var named: Set<BenchmarkCategory> = []
      for part in row.cells[categories].split(separator: ";") {
        let category = String(part.drop { $0 == " " })
        guard let known = BenchmarkCategory.all.first(where: { $0.name == category }) else {
          let names = BenchmarkCategory.all.map(\.name)
          let nearest = NearestName.of(category, in: names).map { "; is it '\($0)'?" } ?? ""
          throw malformed(
            row.line, "categories", "'\(category)' is none of \(names.joined(separator: ", "))\(nearest)")
        }
        named.insert(known)
      }
      guard let exposed = BenchmarkExposure(rawValue: row.cells[exposure]) else {
        throw malformed(row.line, "exposure", "'\(row.cells[exposure])' is neither public nor private")
      }
      entries[name] = Entry(benchmark: name, categories: named, exposure: exposed)
    }
  }

  /// Names of the benchmarks of a category.
  public func benchmarks(in category: BenchmarkCategory) -> Set<String> {
    Set(entries.values.filter { $0.categories.contains(category) }.map(\.benchmark))
  }

  /// Names of the benchmarks whose questions are published, or of those whose questions are held out.
  public func benchmarks(_ exposure: BenchmarkExposure) -> Set<String> {
    Set(entries.values.filter { $0.exposure == exposure }.map(\.benchmark))
  }

  /// Benchmarks of the data of which nothing is said here, sorted; they count in no category.
  public func missing(from benchmarks: [String]) -> [String] { benchmarks.filter { entries[$0] == nil }.sorted() }
}
