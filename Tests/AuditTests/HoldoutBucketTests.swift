import Catalog
import Policy
import Testing

@testable import Audit

@Suite("What hold-outs do to the buckets")
struct HoldoutBucketTests {
  private static func claim(
    _ range: ClosedRange<Double>?, challenger: ModelID = "cn/flash", tenant: String? = nil
  ) -> HoldoutClaim {
    var claim = HoldoutClaim(
      useCase: "crm", tenant: tenant, incumbent: "maker/best", challenger: challenger, gate: "g7", margin: 0.05,
      level: 0.95, incumbentSide: .init(conversations: 500, rated: 200),
      challengerSide: .init(conversations: 500, rated: 210), refusal: range == nil ? "too few" : nil)
    claim.quality = range.map {
      let middle = ($0.lowerBound + $0.upperBound) / 2
      return HoldoutClaim.Quality(
        challenger: .init(0.8, 0.7...0.9), incumbent: .init(0.8, 0.7...0.9), difference: .init(middle, $0),
        effective: 200, needed: 4_000)
    }
    return claim
  }

  private static let gate = EvidenceClaim(
    useCase: "crm", incumbent: "maker/best", challenger: "cn/flash", gate: "g7", version: "v2", loss: -0.02...0.03,
    pairs: 800)

  private func report(_ claims: [EvidenceClaim] = [], _ holdouts: [HoldoutClaim]) throws -> AuditReport {
    var log = SampleLog()
    log.add("maker/best", BucketTests.usage, label: "mail-1")
    return try log.report(try SampleAudit.scheme(), claims: claims, holdouts: holdouts)
  }

  @Test("ratings whose lower end is within the margin prove a move, without any gate")
  func proven() throws {
    let claim = Self.claim(-0.05...0.04)
    let found = try report([claim])
    let move = try #require(found.proven.first)
    #expect(move.evidence == nil && move.holdout == claim && move.challenger == "cn/flash@host")
    #expect(found.unknown.isEmpty && found.provenSaving.expected > .zero && found.holdouts == [claim])
  }

  private func report(_ holdouts: [HoldoutClaim]) throws -> AuditReport { try report([], holdouts) }

  @Test("anything less leaves it unknown, with what is known so far where it is about the same model")
  func unknown() throws {
    for range in [-0.051...0.04, -0.2...0.2, nil] as [ClosedRange<Double>?] {
      let claim = Self.claim(range, challenger: "us/free")
      let found = try report([claim])
      #expect(found.proven.isEmpty && found.unknown.first?.holdout == claim, "\(claim.verdict)")
      #expect(claim.verdict == (range == nil ? .tooFew : .open))
      #expect(found.unknown.first?.sample != nil)
    }
  }

  @Test("neither ratings of callers who are unlike nor those that a gate's own evidence speaks against prove anything")
  func unlike() throws {
    var unlike = Self.claim(-0.01...0.04)
    unlike.isRatedUnlike = true
    var disputed = Self.claim(-0.01...0.04)
    disputed.isFoundWorse = true
    #expect(unlike.verdict == .unlike && disputed.verdict == .disputed)
    for claim in [unlike, disputed] { #expect(try report([claim]).proven.isEmpty) }
  }

  @Test("ratings that say worse take an open gate's move out of what may be claimed, with a warning")
  func contradicted() throws {
    #expect(try report([Self.gate], []).proven.first?.evidence == Self.gate)
    let claim = Self.claim(-0.3 ... -0.06)
    let found = try report([Self.gate], [claim])
    #expect(claim.verdict == .contradicted)
    #expect(found.proven.isEmpty && found.unknown.count == 1)
    let notice = try #require(found.notices.first { $0.kind == .claimContradicted })
    #expect(notice.count == 1 && notice.places == ["g7"] && notice.description.contains("warning"))
    // Where the interval holds the margin the gate stands, and the ratings are shown beside it.
    let open = Self.claim(-0.3 ... -0.05)
    let beside = try report([Self.gate], [open])
    #expect(beside.proven.first?.evidence == Self.gate && beside.proven.first?.holdout == open)
    #expect(!beside.notices.contains { $0.kind == .claimContradicted })
  }

  @Test("what one tenant's callers say proves nothing of all tenants' work, but is shown")
  func tenants() throws {
    let claim = Self.claim(-0.01...0.04, tenant: "acme")
    let found = try report([claim])
    #expect(found.proven.isEmpty && found.holdouts == [claim])
  }

  @Test("work that cannot be taken back stays where it is, whatever callers say")
  func irrecoverable() throws {
    var log = SampleLog()
    log.add("maker/best", BucketTests.usage, team: "legal")
    var claim = Self.claim(0...0.1)
    claim.useCase = "legal"
    let found = try log.report(try SampleAudit.scheme(), holdouts: [claim])
    #expect(found.proven.isEmpty && found.blocked.count == 1)
  }
}
