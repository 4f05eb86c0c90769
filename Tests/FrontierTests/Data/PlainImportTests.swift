import Frontier
import Testing

@Suite("Scores of one's own")
struct PlainImportTests {
  static let heading = "model,benchmark,score,released,organisation,country,weights,unit\n"
  static let today = Day(year: 2026, month: 11, day: 24)
  static let clean = [
    "A,x,0.5,2024-01-01,a,US,closed,", "A,y,0.6,2024-01-01,a,US,closed,", "B,x,0.4,2024-05-01,b,China,open,",
    "B,y,0.3,2024-05-01,b,China,open,",
  ]

  func read(_ rows: [String]) throws -> FrontierData {
    try PlainImport.read(CSVTable(Self.heading + rows.joined(separator: "\n"), file: "own.csv"), today: Self.today)
  }

  @Test("a clean file is read with countries under their usual names")
  func clean() throws {
    let data = try read(Self.clean)
    #expect(data.excluded.isEmpty)
    #expect(data.matrix.scores.count == 4)
    #expect(data.models.map { $0?.country } == ["United States of America", "China"])
    let pair = FrontierPair.openChinaBehindClosedUS
    #expect(data.models.map { $0.map(pair.follower.has) } == [false, true])
  }

  @Test(
    "each kind of bad row is left out by file, row and column, and the others stay",
    arguments: [
      ("C,x,1.5,2024-01-01,,,,", Exclusion.Kind.mixedUnits, "score"), ("C,x,-0.5,2024-01-01,,,,", .outOfRange, "score"),
      ("C,x,nan,2024-01-01,,,,", .notANumber, "score"), ("C,x,,2024-01-01,,,,", .notANumber, "score"),
      ("C,x,0.5,2027-01-01,,,,", .futureDate, "released"), ("C,x,0.5,,,,,", .missingDate, "score"),
      ("C,x,0.5,1.2.2024,,,,", .badDate, "released"), ("A,x,0.5,2024-01-01,a,US,closed,", .duplicate, "score"),
      ("C,x,0.5,2024-01-01,,,,points", .unknownUnit, "unit"), ("C,z,0.5,2024-01-01,,,,", .fewBenchmarks, "score"),
      ("A,z,0.5,2024-01-01,a,US,closed,", .oneModelBenchmark, "score"), (",x,0.5,2024-01-01,,,,", .emptyName, "model"),
      ("A,,0.5,2024-01-01,,,,", .emptyName, "benchmark"), ("C,x,200%,2024-01-01,,,,", .outOfRange, "score"),
    ])
  func bad(_ row: String, _ kind: Exclusion.Kind, _ column: String) throws {
    let data = try read(Self.clean + [row])
    #expect(data.excluded.count == 1)
    let exclusion = try #require(data.excluded.first)
    #expect(exclusion.kind == kind)
    #expect(exclusion.row == 6)
    #expect(exclusion.column == column)
    #expect(exclusion.description.hasPrefix("own.csv:6, column '\(column)': "))
    #expect(data.matrix.scores.count == 4)
  }

  @Test(
    "a fact that contradicts an earlier one is set aside and the score counts",
    arguments: [
      ("A,z,0.5,2024-01-01,a,US,open,", Exclusion.Kind.openAndClosed),
      ("A,z,0.5,2024-02-01,a,US,closed,", .contradiction),
      ("A,z,0.5,2024-01-01,other,US,closed,", .contradiction), ("A,z,0.5,2024-01-01,a,US,ajar,", .unknownWeights),
    ])
  func facts(_ row: String, _ kind: Exclusion.Kind) throws {
    let data = try read(Self.clean + [row, "B,z,0.5,2024-05-01,b,China,open,"])
    #expect(data.excluded.map(\.kind) == [kind])
    #expect(kind.keepsRow)
    #expect(data.matrix.scores.count == 6)
    #expect(data.models.first??.released == Day("2024-01-01"))
    #expect(data.models.first??.weights == (kind == .openAndClosed ? .unknown : .closed))
  }

  @Test("percentages whose unit says so become fractions, and it is told")
  func percent() throws {
    let data = try read([
      "A,x,50,2024-01-01,,,,%", "A,y,0.6,2024-01-01,,,,fraction", "B,x,0.4,2024-05-01,,,,%", "B,y,30%,2024-05-01,,,,",
    ])
    #expect(data.excluded.isEmpty)
    #expect(data.matrix.scores.map(\.share) == [0.5, 0.6, 0.004, 0.3])
    #expect(data.conversions.count == 2)
    #expect(data.conversions.first == "2 scores of 'x' divided by 100, as the unit is %")
  }

  @Test("among undeclared percentages a score up to 1 may be either, so it goes too")
  func mixed() throws {
    let data = try read(
      Self.clean + [
        "A,z,50,2024-01-01,,,,", "B,z,60,2024-01-01,,,,", "C,z,0.7,2024-01-01,,,,", "C,x,0.7,2024-01-01,,,,",
      ])
    #expect(
      data.excluded.filter { $0.column == "score" }.map(\.kind).prefix(3) == [.mixedUnits, .mixedUnits, .mixedUnits])
    #expect(!data.matrix.benchmarks.contains("z"))
  }

  @Test("percentages throughout without a unit are left out with the remedy")
  func undeclared() throws {
    let data = try read(Self.clean + ["A,z,50,2024-01-01,,,,", "B,z,60,2024-05-01,,,,"])
    #expect(data.exclusionSummary.counts == [.outOfRange: 2])
    #expect(data.excluded.first?.problem.contains("unit %") == true)
  }

  @Test("the summary names the most frequent reasons first")
  func summary() throws {
    let data = try read(
      Self.clean + [Self.clean[0], Self.clean[1], "C,x,0.5,2027-01-01,,,,", "A,w,0.5,2024-01-01,a,US,open,"])
    #expect(
      data.exclusionSummary.description
        == "4 rows left out: 2 duplicates, 1 future date, 1 score on a benchmark of one model; "
        + "1 fact set aside: 1 model both open and closed")
  }
}
