import Catalog
import Policy
import Testing

@testable import Audit

@Suite("Three buckets")
struct BucketTests {
  /// A million tokens in, a hundred thousand out.
  static let usage = TokenUsage(input: 1_000_000 / 20, output: 5000)

  static func nano(_ dollars: Double) -> NanoDollars { NanoDollars(Int64((dollars * 1e9).rounded())) }

  @Test("a cheaper permitted model without evidence is an open question, with its range and the sample that settles it")
  func unknown() throws {
    var log = SampleLog()
    // 20 calls in two days: 1,000,000 in and 100,000 out at $10 and $50 a million: $15.
    for number in 0..<20 {
      log.add(
        "maker/best", Self.usage,
        at: Timestamp(milliseconds: SampleAudit.noon.milliseconds + (number == 19 ? 172_800_000 : 0)),
        label: "mail-\(number)")
    }
    let report = try log.report(try SampleAudit.scheme())
    let move = try #require(report.unknown.first)
    #expect(report.unknown.count == 1 && report.proven.isEmpty && report.blocked.isEmpty)
    #expect(move.sums.list == Self.nano(15))
    // us/free shares the vocabulary: $0.05 + $0.02 = $0.07; 10 % retries and 20 % escalations at worst.
    #expect(move.challenger == "us/free@host")
    #expect(move.cost == SavingRange(low: Self.nano(0.07), expected: Self.nano(0.07), high: Self.nano(0.077 + 3)))
    #expect(move.saving == SavingRange(low: Self.nano(11.923), expected: Self.nano(14.93), high: Self.nano(14.93)))
    #expect(report.unknownSaving == move.saving && report.provenSaving == SavingRange())
    // 1.35 · 2 · 0.3 · ln 20 / 0.05² = 970.6 pairs; 10 calls a day of which half are judged.
    let sample = try #require(move.sample)
    #expect(sample.pairs == 971)
    #expect(abs(sample.days - 971.0 / 5) < 1e-9)
    // Each costs $0.07 / 20.
    #expect(sample.cost == Self.nano(971 * 0.0035))
  }

  @Test("evidence makes it claimable, but only for the models and the use case that it is about")
  func proven() throws {
    var log = SampleLog()
    log.add("maker/best", Self.usage, label: "mail-1")
    log.add("maker/best", Self.usage, label: "office")
    let claim = EvidenceClaim(
      useCase: "crm", incumbent: "maker/best", challenger: "cn/flash", gate: "g7", version: "v2", loss: -0.02...0.03,
      pairs: 800)
    var other = claim
    other.useCase = "hr"
    let report = try log.report(try SampleAudit.scheme(), claims: [claim, other])
    let move = try #require(report.proven.first)
    #expect(report.proven.count == 1 && move.useCase == "crm" && move.evidence == claim)
    // Although us/free would be cheaper: $0.0035 against 1.25 · ($0.015 + $0.006) at the host that policy permits.
    #expect(move.challenger == "cn/flash@host")
    #expect(move.cost.expected == Self.nano(1.25 * 0.021))
    #expect(move.tokenFactor == AssumedValue(1.25, low: 1, high: 1.5, source: "seven samples"))
    #expect(report.unknown.map(\.useCase) == ["office"])
    #expect(report.notices.contains { $0.kind == .claimUnused && $0.count == 1 })
  }

  @Test("work that cannot be taken back is blocked whatever it would save, even with evidence")
  func irrecoverable() throws {
    var log = SampleLog()
    log.add("maker/best", Self.usage, team: "legal")
    let claim = EvidenceClaim(
      useCase: "legal", incumbent: "maker/best", challenger: "us/free", gate: "g", version: "v", loss: 0...0, pairs: 9)
    let report = try log.report(try SampleAudit.scheme(), claims: [claim])
    let move = try #require(report.blocked.first)
    #expect(move.rule == "legal/class")
    #expect(move.sample == nil && report.proven.isEmpty && report.unknown.isEmpty)
    #expect(report.blockedSaving.expected > .zero)
  }

  @Test("policy's rule is quoted where only a refused offer is cheaper, and nothing cheaper is said where none is")
  func ruled() throws {
    var log = SampleLog()
    log.add("maker/small", Self.usage, label: "office")
    log.add("maker/small", TokenUsage(output: 10), key: "hr-1")
    let report = try log.report(try SampleAudit.scheme())
    // us/free at $0.05/$0.20 beats maker/small at $0.10/$0.50 for office; hr takes closed weights only.
    #expect(report.unknown.map(\.useCase) == ["office"])
    let blocked = try #require(report.blocked.first)
    #expect(blocked.useCase == "hr" && blocked.rule == "hr/class")
    var single = SampleLog()
    single.add("maker/small", TokenUsage(), label: "office")
    #expect(try single.report(try SampleAudit.scheme()).nothingCheaper.count == 1)
  }

  @Test("the cheap closed tier is always shown, with what policy says of it")
  func closedTier() throws {
    var log = SampleLog()
    log.add("maker/best", Self.usage, label: "mail-1")
    log.add("maker/best", Self.usage, label: "office")
    let report = try log.report(try SampleAudit.scheme())
    for move in report.unknown {
      let closed = try #require(move.candidates.first { $0.weights == .closed })
      #expect(closed.offer == "maker/small@maker" && closed.tier == .small)
      #expect(closed.verdict.allowed == (move.useCase == "office"))
      #expect(closed.cost.expected == Self.nano(0.005 + 0.0025))
    }
    #expect(report.unknown.count == 2)
    let refused = report.unknown[0].candidates.filter { $0.verdict.rule == "no-cn-host" }
    #expect(refused.map(\.offer) == ["cn/flash@cnhost/CN"])
  }

  @Test("calls that ran in a region stay there at its price, unless that is switched off")
  func region() throws {
    var log = SampleLog()
    log.add("maker/best", Self.usage, label: "mail-1", region: "eu-west-1")
    let scheme = try SampleAudit.scheme()
    let there = try #require(try log.report(scheme).unknown.first)
    #expect(there.challenger == "us/free@host/EU")
    // 1.5 times $0.0025 + $0.001.
    #expect(there.cost.expected == Self.nano(0.00525))
    #expect(there.residencyUplift == Self.nano(0.00175))
    #expect(try log.report(scheme, keepsRegion: false).unknown.first?.challenger == "us/free@host")
  }

  @Test("cache reads become input where the challenger has no price for them, and half of them where it has")
  func cache() throws {
    var log = SampleLog()
    log.add("maker/best", TokenUsage(cacheRead: 40_000), label: "mail-1")
    let move = try #require(try log.report(try SampleAudit.scheme()).unknown.first)
    // us/free: half at $0.01, half at $0.05 a million.
    #expect(move.cost.expected == Self.nano(20_000 * 0.01e-6 + 20_000 * 0.05e-6))
    #expect(move.cost.low == Self.nano(40_000 * 0.01e-6))
    #expect(move.cacheReadsLost == 20_000)
    let closed = try #require(move.candidates.first { $0.weights == .closed })
    #expect(closed.cost.expected == Self.nano(40_000 * 0.1e-6))
  }

  @Test("a batch tier is kept only where the challenger has one")
  func batch() throws {
    var log = SampleLog()
    log.add("maker/best", Self.usage, label: "mail-1", tier: .batch)
    let move = try #require(try log.report(try SampleAudit.scheme()).unknown.first)
    #expect(move.sums.list == Self.nano(0.25 + 0.125))
    #expect(move.rowsWithoutTier == 1 && move.cost.expected == Self.nano(0.0025 + 0.001))
  }

  @Test("prompts that do not fit, and times before its first price, are not counted as moved")
  func covered() throws {
    var log = SampleLog()
    log.add("maker/best", TokenUsage(input: 70_000), label: "mail-1")
    log.add("maker/best", TokenUsage(input: 1000), at: try #require(Timestamp("2026-05-01")), label: "mail-1")
    log.add("maker/best", TokenUsage(input: 1000), label: "mail-1")
    let move = try #require(try log.report(try SampleAudit.scheme()).unknown.first)
    // cn/flash@host saves more in all, because us/free serves only the last of the three.
    #expect(move.challenger == "cn/flash@host" && move.covered.rows == 3)
    let free = try #require(move.candidates.first { $0.offer == "maker/small@maker" })
    #expect(free.coveredRows == 2)
  }

  @Test("an owner's signed lowering opens what the use case's stakes close, until it ends")
  func lowering() throws {
    var policy = SampleAudit.policy
    policy.lowerings = [
      StakesLowering(
        tenant: "school", useCase: "hr", stakes: .moderate, modelClass: .hybrid, owner: "Jane", reason: "training",
        date: try #require(Timestamp("2026-10-01")), until: Timestamp("2026-11-03"))
    ]
    let mapping = try AuditMapping.load(text: SampleAudit.mapping, file: "m.yaml", policy: policy)
    let scheme = AuditScheme(catalog: SampleAudit.catalog, policy: policy, mapping: mapping)
    var log = SampleLog()
    log.add("maker/best", Self.usage, team: "school", key: "hr-1")
    log.add("maker/best", Self.usage, at: try #require(Timestamp("2026-11-03T12:00Z")), team: "school", key: "hr-1")
    let report = try log.report(scheme)
    #expect(report.unknown.map(\.stakes) == [.moderate, .high])
    #expect(report.unknown.map(\.challenger) == ["us/free@host", "maker/small@maker"])
  }
}
