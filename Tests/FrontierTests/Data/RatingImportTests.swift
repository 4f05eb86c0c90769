import Frontier
import Testing

@Suite("Ratings from pairs")
struct RatingImportTests {
  static let today = Day(year: 2026, month: 11, day: 24)
  static let heading = "model,rating,rating_low,rating_high,snapshot,released,organisation,country,weights\n"

  func read(_ rows: String, heading: String = heading) throws -> RatingData {
    try RatingImport.read(CSVTable(heading + rows, file: "r.csv"), today: Self.today)
  }

  @Test("a plain file is read with its intervals")
  func plain() throws {
    let data = try read("A,1400,1394,1407,2025-03-01,2025-01-01,a,US,closed\nB,1300,,,2025-03-01,,b,China,open\n")
    #expect(data.excluded.isEmpty)
    #expect(data.ratings.map(\.interval) == [1394...1407, nil])
    #expect(data.ratings.map(\.model.weights) == [.closed, .open])
    #expect(data.ratings.map(\.model.released) == [Day("2025-01-01"), Day("2025-03-01")])
  }

  @Test(
    "margins in one column and licences are read as arenas write them",
    arguments: [
      ("+5/-4", "Proprietary", (1396.0...1405.0) as ClosedRange<Double>?, FrontierModel.Weights.closed),
      ("±3", "MIT", 1397...1403, .open),
      ("+2/-0", "Llama 3.1 Community", 1400...1402, .open), ("", "-", nil, .unknown),
      ("6", "Apache 2.0", 1394...1406, .open),
    ])
  func arena(
    _ margin: String, _ licence: String, _ interval: ClosedRange<Double>?, _ weights: FrontierModel.Weights
  ) throws {
    let data = try read("A,1400,\(margin),2025-03-01,\(licence)\n", heading: "model,elo,ci,snapshot,license\n")
    #expect(data.ratings.first?.interval == interval)
    #expect(data.ratings.first?.model.weights == weights)
    #expect(data.excluded.isEmpty)
  }

  @Test(
    "bad rows are left out by row and column",
    arguments: [
      ("B,x,,,2025-03-01,,,,", Exclusion.Kind.notANumber, "rating"), ("B,1e9,,,2025-03-01,,,,", .outOfRange, "rating"),
      ("B,1300,1310,1320,2025-03-01,,,,", .outOfRange, "rating_low"),
      ("B,1300,,,2027-03-01,,,,", .futureDate, "snapshot"),
      ("B,1300,,,,,,,", .missingDate, "snapshot"), ("A,1300,,,2025-03-01,,,,", .duplicate, "model"),
      (",1300,,,2025-03-01,,,,", .emptyName, "model"), ("B,1300,1290,,2025-03-01,,,,", .outOfRange, "rating_high"),
    ])
  func bad(_ row: String, _ kind: Exclusion.Kind, _ column: String) throws {
    let data = try read("A,1400,,,2025-03-01,,,,closed\n\(row)\n")
    #expect(data.excluded.map(\.kind) == [kind])
    #expect(data.excluded.first?.row == 3)
    #expect(data.excluded.first?.column == column)
    #expect(data.ratings.count == 1)
  }

  @Test("a model both open and closed counts for neither side at any snapshot")
  func both() throws {
    let data = try read("A,1400,,,2025-03-01,,,,closed\nA,1400,,,2025-04-01,,,,open\n")
    #expect(data.ratings.map(\.model.weights) == [.unknown, .unknown])
    #expect(data.exclusionSummary.description == "1 fact set aside: 1 model both open and closed")
  }
}
