import Testing

@testable import Frontier

@Suite("Published figures beside ours")
struct ClaimTests {
  static let heading =
    "id,published,source,address,seen,kind,statement,value,low,high,unit,tolerance,recipe,note"

  static func table(_ row: String) throws -> CSVTable { try CSVTable("\(heading)\n\(row)\n", file: "claims.csv") }

  static func claim(_ row: String) throws -> Claim { try #require(try ClaimTable.read(table(row)).first) }

  static let measured =
    "a,2026-01-02,S,s.org,page,measurement,It is 5,5,4,6,months,0.5,pair=open-vs-closed definition=daily z=0,n"

  @Test("a row is read whole")
  func reads() throws {
    let claim = try Self.claim(Self.measured)
    #expect(claim.published == Day(year: 2026, month: 1, day: 2) && claim.interval == 4...6 && claim.tolerance == 0.5)
    #expect(claim.recipe?.measure == .lag(.daily(z: 0)) && claim.recipe?.pair == .openBehindClosed)
  }

  @Test(
    "a wrong row is refused with its column",
    arguments: [
      (",2026-01-02,S,s,p,opinion,x,1,,,months,,,", "id"), ("a,soon,S,s,p,opinion,x,1,,,months,,,", "published"),
      ("a,2026-01-02,S,s,p,rumour,x,1,,,months,,,", "kind"), ("a,2026-01-02,S,s,p,opinion,x,,,,months,,,", "value"),
      ("a,2026-01-02,S,s,p,opinion,x,nan,,,months,,,", "value"), ("a,2026-01-02,S,s,p,opinion,x,1,,,years,,,", "unit"),
      ("a,2026-01-02,S,s,p,opinion,x,1,3,2,months,,,", "low"),
      ("a,2026-01-02,S,s,p,opinion,x,1,,,months,,pair=open-vs-closed definition=points,", "recipe"),
      ("a,2026-01-02,S,s,p,measurement,x,1,,,months,,pair=open definition=points,", "recipe"),
      ("a,2026-01-02,S,s,p,measurement,x,1,,,months,,pair=open-vs-closed definition=mood,", "recipe"),
      ("a,2026-01-02,S,s,p,measurement,x,1,,,months,,pair=open-vs-closed definition=daily z=-1,", "recipe"),
      ("a,2026-01-02,S,s,p,measurement,x,1,,,months,,pair=open-vs-closed definition=daily when=now,", "recipe"),
      (
        "a,2026-01-02,S,s,p,measurement,x,1,,,months,,pair=open-vs-closed definition=crossings exposure=half,", "recipe"
      ),
    ])
  func refuses(_ row: String, _ column: String) throws {
    let error = #expect(throws: CSVTable.Malformed.self) { try ClaimTable.read(Self.table(row)) }
    #expect(error?.column == column && error?.row == 2, "\(error?.description ?? "")")
  }

  @Test(
    "the status follows from the tolerance, then from either interval",
    arguments: [
      (5.4, 5.2...5.6, ClaimCheck.Status.reproduced), (5.8, 5.7...5.9, .consistent), (7.0, 4.9...9.0, .consistent),
      (7.0, 6.5...7.5, .contradicted),
    ])
  func status(_ estimate: Double, _ interval: ClosedRange<Double>, _ status: ClaimCheck.Status) throws {
    #expect(ClaimCheck(try Self.claim(Self.measured), estimate: estimate, interval90: interval).status == status)
  }

  @Test("opinions, unverified figures and those without a recipe are never judged by a number")
  func unjudged() throws {
    for (kind, expected) in [
      ("opinion", ClaimCheck.Status.opinion), ("unverified", .unverified), ("measurement", .notCheckable),
    ] {
      let claim = try Self.claim("a,2026-01-02,S,s,p,\(kind),x,5,,,months,1,,")
      #expect(ClaimCheck(claim, estimate: 5, interval90: 4...6).status == expected)
    }
  }

  @Test("claims are measured by their recipes, and what cannot be is said")
  func measures() async throws {
    let results = try await LagFixture.results()
    let categories = try BenchmarkCategories(CSVTable("benchmark,categories,exposure\n", file: "c.csv"))
    let rows = [
      Self.measured, Self.measured.replacing("a,2026", with: "b,2026").replacing("daily z=0", with: "points"),
      Self.measured.replacing("a,2026", with: "c,2026").replacing("daily z=0", with: "crossings"),
      Self.measured.replacing("a,2026", with: "d,2026").replacing("daily z=0", with: "arena on=2026-01-01"),
      Self.measured.replacing("a,2026", with: "e,2026").replacing("z=0", with: "z=0 redate=nobody:2026-01-01"),
    ]
    let claims = try ClaimTable.read(Self.table(rows.joined(separator: "\n")))
    let checks = ClaimCheck.all(claims, results: results, categories: categories, ratings: [], seed: 1)
    let whole = try results.lag(LagQuery(window: results.start...results.provenance.newest))
    #expect(checks[0].estimate == whole.value && checks[0].interval90 == whole.interval90)
    #expect(checks[1].estimate != nil)
    #expect(checks[2].estimate == results.crossings(.openBehindClosed)?.statistics.mean)
    #expect(checks[3].estimate == nil && checks[3].problem.contains("no snapshot"))
    #expect(checks[4].estimate == nil && checks[4].problem.contains("nobody"))
  }
}
