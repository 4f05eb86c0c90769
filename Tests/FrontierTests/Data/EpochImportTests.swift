import Frontier
import Testing

@Suite("Epoch's data")
struct EpochImportTests {
  static let today = Day(year: 2026, month: 8, day: 11)
  static let models = """
    Model,date,Organization,Country (of organization),Accessibility group
    A,2024-01-01,a,United States of America,Closed weights
    B,2024-02-01,b,China,Open weights
    C,2024-03-01,c,France,Other

    """

  static func scores(_ rows: [String]) -> String {
    "model_group,benchmark,performance,date\n" + rows.joined(separator: "\n")
  }

  static func full(_ models: [String], _ benchmarks: [String] = ["w", "x", "y", "z"]) -> [String] {
    models.flatMap { model in benchmarks.map { "\(model),\($0),0.5," } }
  }

  func read(_ rows: [String], models: String = models) throws -> FrontierData {
    try EpochImport.read(
      scores: CSVTable(Self.scores(rows), file: "s.csv"), models: CSVTable(models, file: "m.csv"), today: Self.today)
  }

  @Test("a clean file leaves nothing out")
  func clean() throws {
    let data = try read(Self.full(["A", "B", "C"]))
    #expect(data.matrix.scores.count == 12)
    #expect(data.excluded.isEmpty)
    #expect(data.models.map { $0?.weights } == [.closed, .open, .unknown])
    #expect(data.exclusionSummary.description == "no rows left out")
    #expect(data.newest == Day("2024-03-01"))
  }

  @Test(
    "a score that cannot be used is left out by row and column",
    arguments: [
      ("A,v,1.2,", Exclusion.Kind.mixedUnits), ("A,v,-0.1,", .outOfRange), ("A,v,nan,", .notANumber),
      ("A,v,inf,", .notANumber), ("A,v,0x1p-2,", .notANumber), ("A,v,,", .notANumber), ("A,v,101,", .outOfRange),
      (",v,0.5,", .emptyName), ("A,,0.5,", .emptyName), ("A,v,0.5,2027-01-01", .futureDate),
      ("A,v,0.5,soon", .badDate), ("D,v,0.5,", .missingDate), ("A,x,0.4,", .duplicate), ("A,x,0.6,", .duplicate),
    ])
  func bad(_ row: String, _ kind: Exclusion.Kind) throws {
    let data = try read(Self.full(["A", "B", "C"]) + ["B,v,0.5,", "C,v,0.5,", row])
    #expect(data.excluded.map(\.kind) == [kind])
    #expect(data.excluded.first?.file == "s.csv")
    #expect(data.excluded.first?.row == (row == "A,x,0.6," ? 3 : 16))
    #expect(data.excluded.first?.column != nil)
    #expect(data.matrix.scores.count == 14)
  }

  @Test("of several scores of a model on a benchmark the best counts")
  func best() throws {
    let data = try read(Self.full(["A", "B"]) + ["A,x,0.75,", "A,x,0.6,"])
    let scores = data.matrix.scores.filter { $0.model == 0 }.map(\.share)
    #expect(scores == [0.5, 0.75, 0.5, 0.5])
    #expect(data.exclusionSummary.description == "2 rows left out: 2 duplicates")
  }

  @Test("leaving out a model leaves out the benchmark that it leaves with one model, and so on")
  func cascade() throws {
    let data = try read(Self.full(["A", "B"]) + ["A,only,0.5,", "C,w,0.5,", "C,x,0.5,", "C,only,0.5,"])
    #expect(data.matrix.models == ["A", "B"])
    #expect(data.matrix.benchmarks == ["w", "x", "y", "z"])
    #expect(data.exclusionSummary.counts == [.fewBenchmarks: 3, .oneModelBenchmark: 1])
  }

  @Test("models that came out before 2023 are left out, and dates decide it")
  func early() throws {
    let models = Self.models + "D,2022-12-31,d,China,Open weights\n"
    let data = try read(Self.full(["A", "B", "D"]), models: models)
    #expect(data.exclusionSummary.counts == [.earlyDate: 4])
  }

  @Test("a model of unusable facts is left out with its scores, for the reason that its row has")
  func facts() throws {
    let models = Self.models + "D,2027-01-01,d,China,Open weights\nE,,e,China,Open weights\n"
    let data = try read(Self.full(["A", "B", "D", "E"]), models: models)
    #expect(data.exclusionSummary.counts == [.futureDate: 5, .missingDate: 5])
    #expect(data.matrix.models == ["A", "B"])
  }

  @Test("a model both open and closed counts for neither side, whichever row is first")
  func both() throws {
    let models = Self.models + "A,2024-01-01,a,United States of America,Open weights\n"
    let data = try read(Self.full(["A", "B"]), models: models)
    #expect(data.models.first??.weights == .unknown)
    #expect(data.exclusionSummary.description == "1 fact set aside: 1 model both open and closed")
  }

  @Test("a model that no table of models has counts for neither side, on the date of its scores")
  func unknown() throws {
    let data = try read(Self.full(["A", "B"]) + ["w", "x", "y", "z"].map { "D,\($0),0.5,2024-05-05" })
    #expect(data.models.last??.released == Day("2024-05-05"))
    #expect(data.exclusionSummary.counts == [.noFacts: 1])
  }

  @Test("nothing but bad rows makes an empty matrix, not a crash")
  func empty() throws {
    let data = try read(["A,x,7,", "B,x,-1,"])
    #expect(data.matrix.scores.isEmpty)
    #expect(data.models.isEmpty)
    #expect(data.excluded.count == 2)
  }

  @Test("older names of columns are read")
  func vintages() throws {
    let scores = Self.scores(Self.full(["A", "B"])).replacing("model_group", with: "Model")
    let models = Self.models.replacing("Accessibility group", with: "Model accessibility")
      .replacing("Closed weights", with: "API access").replacing("Open weights", with: "Open weights (restricted use)")
    let data = try EpochImport.read(
      scores: CSVTable(scores, file: "s.csv"), models: CSVTable(models, file: "m.csv"), today: Self.today)
    #expect(data.models.map { $0?.weights } == [.closed, .open])
  }

  @Test(
    "the file of 2026-08-11 gives 2249 scores of 222 models on 57 benchmarks, and nothing is left out",
    .enabled(if: SharedLagFiles.root != nil, "\(SharedLagFiles.absence)"))
  func reference() throws {
    let data = try SharedLagFiles.epoch()
    #expect(data.matrix.scores.count == 2249)
    #expect(data.matrix.models.count == 222)
    #expect(data.matrix.benchmarks.count == 57)
    #expect(data.excluded.isEmpty)
    #expect(data.models.count { $0?.weights == .open } == 94)
    #expect(data.models.count { $0?.weights == .closed } == 104)
    #expect(data.newest == Day("2026-07-31"))
  }
}
