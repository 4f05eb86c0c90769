import Catalog
import Testing
import UsageLogs

@testable import Audit

@Suite("Lines of a report")
struct LineTests {
  @Test("rows and money are in exactly one line, and lines add up to the whole", arguments: [21, 22] as [UInt64])
  func addUp(seed: UInt64) throws {
    let log = SummingTests.log(seed: seed, rows: 2500)
    let report = try log.report(try SampleAudit.scheme())
    var sum = CallSums()
    for line in report.lines { sum.add(line.sums) }
    #expect(sum == report.total)
    #expect(report.total.rows == log.calls.count)
    #expect(report.total.logged.amount == log.calls.reduce(0) { $0 + ($1.cost?.amount ?? 0) })
    for line in AuditLine.allCases where ![.costOnly, .unusable, .nothingCheaper, .blocked, .proven].contains(line) {
      #expect(report.sums(line).rows > 0, "\(line)")
    }
    let moves = report.blocked + report.proven + report.unknown + report.nothingCheaper
    for line in [AuditLine.blocked, .proven, .unknown, .nothingCheaper] {
      let rows = moves.filter { $0.line == line }.reduce(0) { $0 + $1.sums.rows }
      #expect(rows == report.sums(line).rows)
    }
    let counted = report.total.rows - report.sums(.duplicate).rows - report.sums(.unusable).rows
    #expect(report.byUseCase.reduce(0) { $0 + $1.sums.rows } == counted)
    #expect(report.byModel.reduce(0) { $0 + $1.sums.rows } == counted)
    #expect(report.foundBy.reduce(0) { $0 + $1.rows } == counted)
    #expect(
      report.unpriced.reduce(0) { $0 + $1.sums.rows } == report.total.rowsWithoutList - duplicatesWithoutList(report))
    let byLine = report.byUseCase.flatMap(\.byLine.values).reduce(NanoDollars.zero, +)
    #expect(byLine == report.total.list - report.sums(.duplicate).list)
  }

  private func duplicatesWithoutList(_ report: AuditReport) -> Int { report.sums(.duplicate).rowsWithoutList }

  @Test("each kind of row goes to its line")
  func kinds() throws {
    var log = SampleLog()
    let one = TokenUsage(input: 1000)
    log.add("maker/best", one, id: 5)
    log.add("maker/best", one, id: 5)
    log.add("maker/best", one, succeeded: false)
    log.add("nobody/knows", one)
    log.add("cn/flash", one, provider: "host")
    log.add("maker/best", TokenUsage(), cost: 700, requests: 0)
    log.add("maker/best", TokenUsage(input: -1))
    let report = try log.report(try SampleAudit.scheme())
    for line in [AuditLine.unknown, .duplicate, .failed, .unpriced, .alreadyOpen, .costOnly, .unusable] {
      #expect(report.sums(line).rows == 1, "\(line)")
    }
    #expect(report.total.rows == 7)
  }

  @Test("names without a price are listed with the reason and near names")
  func unpriced() throws {
    var log = SampleLog()
    log.add("maker/bestt", TokenUsage(input: 1), cost: 50)
    log.add("maker/best", TokenUsage(input: 1), provider: "cnhost")
    log.add("maker/best", TokenUsage(input: 1), at: try #require(Timestamp("2025-01-01")))
    log.add("maker/small", TokenUsage(input: 1, cacheRead: 1))
    log.add("maker/small", TokenUsage(input: 1), tier: .flex)
    let report = try log.report(try SampleAudit.scheme())
    let found = report.unpriced.map { "\($0.model) \($0.provider) \($0.reason.rawValue)" }.sorted()
    #expect(
      found == [
        "maker/best cnhost no_offer", "maker/best maker no_price", "maker/bestt maker unknown_model",
        "maker/small maker missing_rate", "maker/small maker no_price",
      ])
    let typo = try #require(report.unpriced.first { $0.model == "maker/bestt" })
    #expect(typo.near.contains("maker/best") && typo.sums.logged == NanoDollars(50))
  }

  @Test("the logged cost is compared with the list price over the rows that have both")
  func difference() throws {
    var log = SampleLog()
    log.add("maker/best", TokenUsage(input: 1000), cost: 9_000_000)
    log.add("maker/best", TokenUsage(input: 1000))
    let report = try log.report(try SampleAudit.scheme())
    let model = try #require(report.byModel.first)
    #expect(model.sums.list == NanoDollars(20_000_000) && model.sums.rowsWithBoth == 1)
    #expect(model.loggedAboveList == NanoDollars(-1_000_000))
  }

  @Test("each row is rounded up to the nano-dollar by itself, as the ledger does")
  func rounding() throws {
    var log = SampleLog()
    for _ in 0..<3 { log.add("maker/small", TokenUsage(input: 1), region: "eu") }
    let report = try log.report(try SampleAudit.scheme())
    // $0.10 a million is 100 nano-dollars a token, times 1.1 is 110; exact.
    #expect(report.total.list == NanoDollars(330))
    var odd = SampleLog()
    for _ in 0..<3 { odd.add("us/free", TokenUsage(cacheRead: 1), provider: "host", region: "eu") }
    // $0.01 a million is 10 nano-dollars, times 1.5 is 15.
    #expect(try odd.report(try SampleAudit.scheme()).total.list == NanoDollars(45))
  }

  @Test("what it rests on is stated: prices with day and fingerprint, assumptions with interval and source")
  func basis() throws {
    var log = SampleLog()
    log.add("maker/best", TokenUsage(input: 1000), label: "mail-1")
    let report = try log.report(try SampleAudit.scheme())
    #expect(report.prices.newestPrice == Timestamp("2026-09-10"))
    #expect(report.prices.fingerprint.utf8.count == 16)
    #expect(report.assumptions.contains { $0.name == "tokens, maker/best to us/free" && $0.value.value == 1 })
    #expect(report.assumptions.allSatisfy { !$0.value.source.isEmpty })
    var dearer = SampleAudit.catalog.offers
    dearer[2].prices[0].base.input = SampleAudit.rate(11)
    let other = Catalog(
      models: SampleAudit.catalog.models, providers: SampleAudit.catalog.providers, offers: dearer)
    #expect(PriceVersion(other).fingerprint != report.prices.fingerprint)
  }

  @Test("a log without rows gives an empty report")
  func empty() throws {
    let report = try SampleLog().report(try SampleAudit.scheme())
    #expect(report.total == CallSums() && report.period == nil && report.notices.isEmpty)
    #expect(report.lines.count == AuditLine.allCases.count)
  }
}

@Suite("Prices of another day")
struct AsOfTests {
  @Test("calls of any time are priced with one day's prices, at their own hour of the week")
  func asOf() throws {
    let scheme = AuditScheme(
      catalog: SampleAudit.catalog, policy: SampleAudit.policy, asOf: Timestamp(year: 2026, month: 11, day: 20))
    var log = SampleLog()
    // 2025-03-03 is a Monday: 02:00 is in the window of the open model's host, 12:00 is not.
    for hour in ["02", "12"] {
      let at = try #require(Timestamp("2025-03-03T\(hour):00Z"))
      log.add("cn/flash", TokenUsage(input: 1_000_000), provider: "cnhost", at: at)
      #expect(scheme.pricedAt(at) == Timestamp("2026-11-23T\(hour):00Z"))
    }
    let report = try log.report(scheme)
    #expect(report.total.list == NanoDollars(40_000_000 + 20_000_000))
    #expect(report.period?.first == Timestamp("2025-03-03T02:00Z"))
    #expect(try log.report(try SampleAudit.scheme()).total.rowsWithoutList == 2)
    let before1970 = Timestamp(milliseconds: -1)
    #expect(scheme.pricedAt(before1970).weekday == before1970.weekday)
  }
}
