import Frontier
import Testing

@Suite("Categories of benchmarks")
struct BenchmarkCategoriesTests {
  static let heading = "benchmark,categories,exposure\n"

  func read(_ rows: String) throws -> BenchmarkCategories {
    try BenchmarkCategories(CSVTable(Self.heading + rows, file: "categories.csv"))
  }

  @Test("a benchmark may be of several kinds or of none")
  func kinds() throws {
    let categories = try read("A,STEM; mathematics,public\nB,,private\nC,agents,private\n")
    #expect(categories.benchmarks(in: .stem) == ["A"])
    #expect(categories.benchmarks(in: .mathematics) == ["A"])
    #expect(categories.benchmarks(.private) == ["B", "C"])
    #expect(categories.benchmarks(in: .writing).isEmpty)
    #expect(categories.missing(from: ["D", "A"]) == ["D"])
  }

  @Test(
    "a mistake is told by its line",
    arguments: [
      ("A,STEM,public\nB,programing,public\n", 3, "is it 'programming'?"), ("A,STEM,secret\n", 2, "neither public"),
      ("A,STEM,public\nA,STEM,public\n", 3, "twice"), (",STEM,public\n", 2, "empty"),
      ("A,STEM,public\nB,STEM\n", 3, "2 cells"),
    ])
  func mistakes(_ rows: String, _ line: Int, _ problem: String) throws {
    let error = try #require(throws: CSVTable.Malformed.self) { try read(rows) }
    #expect(error.row == line)
    #expect(error.problem.contains(problem))
  }

  @Test("the table that is shipped can be read and splits public from private")
  func shipped() throws {
    let categories = try SharedLagFiles.categories()
    #expect(categories.benchmarks(.private).count == 10)
    for category in BenchmarkCategory.all {
      #expect(categories.benchmarks(in: category).count > 0, "\(category)")
    }
  }

  @Test(
    "no benchmark of the data is missing from the table that is shipped",
    .enabled(if: SharedLagFiles.root != nil, "\(SharedLagFiles.absence)"))
  func complete() throws {
    #expect(try SharedLagFiles.categories().missing(from: SharedLagFiles.epoch().matrix.benchmarks).isEmpty)
  }
}
