import Catalog
import Policy
import Testing

@Suite("Lowering stakes")
struct StakesLoweringTests {
  private func compiled() throws -> CompiledPolicy {
    let policy = try Policy.load(
      text: """
        fallback_use_case: law
        use_cases: [{id: law, stakes: irrecoverable, class: closed}, {id: health, stakes: irrecoverable, class: closed}]
        lower_stakes:
          - {tenant: school, use_case: law, stakes: moderate, class: hybrid, owner: Jo, reason: exercises, date: 2026-11-01, until: 2026-12-01}
          - {tenant: clinic, use_case: health, stakes: high, owner: Jo, reason: admin only, date: 2026-11-01}
        """, file: "p", catalog: nil)
    return CompiledPolicy(policy: policy, catalog: SampleFacts.catalog)
  }

  @Test(
    "it holds for the named tenant and use case, from its day until its end",
    arguments: [
      ("school", 0, 23, Stakes.moderate, ModelClass.hybrid), ("other", 0, 23, .irrecoverable, .closed),
      ("school", 1, 23, .irrecoverable, .closed), ("clinic", 1, 23, .high, .closed),
    ])
  func holds(tenant: String, useCase: Int, day: Int, stakes: Stakes, modelClass: ModelClass) throws {
    let found = try compiled().stakes(of: useCase, tenant: tenant, at: Timestamp(year: 2026, month: 11, day: day))
    #expect(found.0 == stakes)
    #expect(found.1 == modelClass)
  }

  @Test("before its day, after its end, and without a tenant nothing is lowered")
  func expires() throws {
    let compiled = try compiled()
    for (tenant, instant) in [
      ("school", Timestamp(year: 2026, month: 10, day: 31)), ("school", Timestamp(year: 2026, month: 12, day: 1)),
    ] {
      #expect(compiled.stakes(of: 0, tenant: tenant, at: instant).0 == .irrecoverable)
    }
    #expect(compiled.stakes(of: 0, tenant: nil, at: SampleFacts.day).0 == .irrecoverable)
  }
}
