import Catalog
import Testing
import UsageLogs

@testable import Audit

@Suite("Summing calls")
struct SummingTests {
  /// A generator of random numbers (SplitMix64).
  struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      return SeenIDs.mix(state)
    }
  }

  static func log(seed: UInt64, rows: Int) -> SampleLog {
    var random = Seeded(state: seed)
    var log = SampleLog()
    let models = ["maker/best", "best-1", "small", "cn/flash", "us/free", "nobody/knows"]
    for _ in 0..<rows {
      let big = Int.random(in: 0..<8, using: &random) == 0
      let usage = TokenUsage(
        input: Int.random(in: 0..<(big ? 180_000 : 3000), using: &random),
        cacheRead: Bool.random(using: &random) ? 0 : Int.random(in: 0..<900, using: &random),
        cacheWriteShort: Int.random(in: 0..<9, using: &random) == 0 ? 500 : 0,
        output: Int.random(in: 0..<700, using: &random), reasoning: Int.random(in: 0..<90, using: &random))
      log.add(
        models.randomElement(using: &random) ?? "", usage,
        provider: ["maker", "host", "cnhost", "", "", "", "", ""].randomElement(using: &random) ?? "",
        at: Timestamp(
          milliseconds: SampleAudit.noon.milliseconds - Int64.random(in: 0..<20_000_000_000, using: &random)),
        label: ["mail-1", "x-crm", "other", ""].randomElement(using: &random) ?? "",
        team: ["legal", ""].randomElement(using: &random) ?? "",
        tier: Int.random(in: 0..<4, using: &random) > 0
          ? .standard : ServiceTier.allCases.randomElement(using: &random) ?? .standard,
        succeeded: Int.random(in: 0..<20, using: &random) > 0,
        cost: Bool.random(using: &random) ? Int64.random(in: 0..<1_000_000, using: &random) : nil,
        requests: Int.random(in: 0..<30, using: &random) == 0 ? 7 : 1, id: UInt64.random(in: 0..<4000, using: &random))
    }
    return log
  }

  @Test("sums equal those of pricing every row by itself", arguments: [1, 2, 3] as [UInt64])
  func naive(seed: UInt64) throws {
    let log = Self.log(seed: seed, rows: 3000)
    let scheme = try SampleAudit.scheme()
    var naive: [Bool: NanoDollars] = [:]
    var unpriced = 0
    var usage = TokenUsage()
    var seen: Set<UInt64> = [0]
    for call in log.calls {
      let names = { (number: NameNumber) in log.names[Int(number.rawValue)] }
      let resolved = scheme.names.resolve(
        model: names(call.model), provider: names(call.provider), region: names(call.region))
      let isFirst = call.idHash == 0 || seen.insert(call.idHash).inserted
      let prompt = call.usage.prompt / call.requests
      // A row of many requests is priced at its mean prompt, so the rates are looked up as for one.
      let offer = resolved.offer.map { SampleAudit.catalog.offers[$0] }
      let rates = offer?.rates(at: call.at, promptTokens: prompt, tier: call.tier)
      let cost = rates?.card.cost(of: call.usage, multiplierPPM: rates?.multiplierPPM ?? 0).amount
      if call.requests == 1, let offer {
        #expect(cost == offer.cost(of: call.usage, at: call.at, tier: call.tier).amount)
      }
      if let cost { naive[isFirst, default: .zero] += cost } else { unpriced += 1 }
      for kind in TokenKind.allCases where isFirst { usage.addOne(kind, call.usage[kind]) }
    }
    let report = try log.report(scheme)
    #expect(report.total.list == (naive[true] ?? .zero) + (naive[false] ?? .zero))
    #expect(report.sums(.duplicate).list == naive[false])
    #expect(report.total.rowsWithoutList == unpriced)
    let counted = AuditLine.allCases.filter { $0 != .duplicate }.map { report.sums($0).usage }
    for kind in TokenKind.allCases { #expect(counted.reduce(0) { $0 + $1[kind] } == usage[kind]) }
  }

  @Test("chunks that are merged, in any order, give the same report as the whole")
  func merging() throws {
    let log = Self.log(seed: 9, rows: 2000)
    let scheme = try SampleAudit.scheme()
    let whole = log.summed(scheme)
    var chunks = [AuditAccumulator](repeating: AuditAccumulator(scheme), count: 3)
    var seen = SeenIDs(capacity: 100_000)
    for (number, call) in log.calls.enumerated() {
      chunks[number / 700].add(call, isDuplicate: !seen.insert(call.idHash)) { log.names[Int($0.rawValue)] }
    }
    for order in [[0, 1, 2], [2, 0, 1]] {
      var merged = AuditAccumulator(scheme)
      for number in order { try merged.merge(chunks[number]) }
      let settings = AuditSettings(assumptions: try SampleAssumptions.plain())
      #expect(merged.report(settings) == whole.report(settings))
    }
  }

  @Test("a row of many requests is priced at its mean prompt, not as one long one")
  func aggregated() throws {
    var log = SampleLog()
    log.add("maker/best", TokenUsage(input: 150_000, output: 10), requests: 10)
    log.add("maker/best", TokenUsage(input: 150_000, output: 10))
    let report = try log.report(try SampleAudit.scheme())
    // 150,000 · $10/M + 10 · $50/M, and 150,000 · $20/M + 10 · $75/M.
    #expect(report.total.list == NanoDollars(1_500_500_000 + 3_000_750_000))
    #expect(report.notices.contains { $0.kind == .aggregatedRows && $0.count == 1 })
  }

  @Test("counts that cannot be true are left out of the sums and named with their place")
  func unusable() throws {
    var log = SampleLog()
    log.add("maker/best", TokenUsage(input: -5, output: 10), cost: 7)
    log.add("maker/best", TokenUsage(input: .max, output: .max))
    log.add("maker/best", TokenUsage(input: 100))
    let report = try log.report(try SampleAudit.scheme())
    #expect(report.total.usage.input == 100)
    #expect(report.sums(.unusable).rows == 2)
    #expect(report.sums(.unusable).logged == NanoDollars(7))
    let notice = try #require(report.notices.first { $0.kind == .unusableRows })
    #expect(notice.places == [", row 1", ", row 2"])
  }

  @Test("beyond the limits calls are joined, and no money is lost")
  func limits() throws {
    var log = SampleLog()
    for number in 0..<60 {
      log.add("maker/best", TokenUsage(input: 1000), label: "mail-\(number)", key: "key \(number)", cost: 3)
    }
    let scheme = try SampleAudit.scheme(limits: AuditLimits(namesPerField: 10, origins: 12, cells: 8))
    let accumulator = log.summed(scheme)
    #expect(accumulator.isCoarse)
    #expect(accumulator.cells.count <= 9)
    let report = accumulator.report(AuditSettings(assumptions: try SampleAssumptions.plain()))
    #expect(report.total.list == NanoDollars(60 * 10_000_000))
    #expect(report.total.logged == NanoDollars(180))
    // The use case was found from the full name before names were joined.
    #expect(report.byUseCase.map(\.useCase) == ["crm"])
  }
}

extension TokenUsage {
  fileprivate mutating func addOne(_ kind: TokenKind, _ count: Int) {
    switch kind {
    case .input: input += count
    case .cacheRead: cacheRead += count
    case .cacheWriteShort: cacheWriteShort += count
    case .cacheWriteLong: cacheWriteLong += count
    case .output: output += count
    case .reasoning: reasoning += count
    }
  }
}
