public import Catalog
import Dialects
import Evidence
public import Policy
public import Scoring

/// Runs both sides of a gate over a golden set: the same offers, recipe and judge as in the shadow of live traffic.
public struct GoldenTrial: Sendable {
  /// What may differ from run to run.
  public struct Settings: Hashable, Sendable {
    /// Cases at once.
    public var concurrency = 4
    /// The most that all calls may cost; nil for no limit.
    public var maximumCost: NanoDollars?
    /// Whether answers that the set holds stand in for calls.
    public var usesRecorded = true
    /// The class of data that the set's requests carry, for the policy's rules.
    public var dataClass: String?
    /// How answers are first compared with the references of the set; nil compares them only as the gate does.
    public var references: ReferenceRule?
    /// Whether the incumbent answers too; without it only what the challenger's answer is by itself can be said.
    public var comparesSides = true
    /// Whether the challenger is asked for its tokens' probabilities where it can give them.
    public var asksLogProbabilities = false
    /// Milliseconds for one call of a model.
    public var callLimit: Int64 = 120_000

    /// The defaults.
    public init() {}
  }

  /// How an answer is compared with a reference.
  public enum ReferenceRule: String, CaseIterable, Hashable, Sendable {
    /// It is the same text, as readers see it.
    case text
    /// It holds the text.
    case contains
    /// Its last number is the reference's.
    case number
  }

  /// How pairs are scored.
  public let recipe: ScoringRecipe
  private let snapshot: Snapshot
  private let gate: Policy.Gate
  private let settings: Settings

  /// A trial of a gate under a configuration; throws when the gate's recipe contradicts itself.
  public init(_ gate: Policy.Gate, in snapshot: Snapshot, _ settings: Settings) throws(ScoringError) {
    self.gate = gate
    self.snapshot = snapshot
    self.settings = settings
    let recipe = try ScoringRecipe(gate, catalog: snapshot.catalog)
    if let references = settings.references {
      self.recipe = try Self.recipe(recipe, references)
    } else {
      self.recipe = recipe
    }
  }

  // Two answers that are both right are a tie, whatever else the rubric asks.
  private static func recipe(
    _ recipe: ScoringRecipe, _ references: ReferenceRule
  ) throws(ScoringError) -> ScoringRecipe {
    let rule: Check.Rule =
      switch references {
      case .text: .reference(ReferenceMatch())
      case .contains: .reference(ReferenceMatch(allowsMore: true))
      case .number: .number(NumberMatch())
      }
    let covered = Set(recipe.rubric?.criteria.map(\.id) ?? [])
    return try ScoringRecipe(
      identity: recipe.identity, checks: [Check("reference", rule, covers: covered, isRequired: false)] + recipe.checks,
      rubric: recipe.rubric, judge: recipe.judge, limits: recipe.limits)
  }

  /// What came of each case, in the order of the set; `step` is told of each as it is done.
  public func run(_ cases: [GoldenCase], step: @escaping @Sendable () -> Void) async -> [GoldenResult] {
    let caller = UpstreamCaller()
    let budget = GoldenBudget(cap: settings.maximumCost)
    let first = Self.firstOfEach(cases)
    let results = await withTaskGroup(of: (Int, GoldenResult).self) { group in
      var results: [GoldenResult?] = Array(repeating: nil, count: cases.count)
      var running = 0
      for (index, golden) in cases.enumerated() {
        if running >= max(1, settings.concurrency), let (done, result) = await group.next() {
          results[done] = result
          running -= 1
        }
        running += 1
        let earlier = first[index]
        group.addTask {
          let result =
            if let earlier { GoldenResult(golden, skip: .duplicate(of: earlier)) } else {
              await self.result(golden, caller, budget)
            }
          step()
          return (index, result)
        }
      }
      for await (done, result) in group { results[done] = result }
      return results.compactMap { $0 }
    }
    await caller.stop()
    return results
  }

  // Repeated questions that count one by one make a test of them lie.
  private static func firstOfEach(_ cases: [GoldenCase]) -> [String?] {
    var seen: [[UInt8]: String] = [:]
    return cases.map { golden in
      var bytes: [UInt8] = []
      golden.messages.write(into: &bytes)
      defer { if seen[bytes] == nil { seen[bytes] = golden.id } }
      return seen[bytes]
    }
  }

  private func result(_ golden: GoldenCase, _ caller: UpstreamCaller, _ budget: GoldenBudget) async -> GoldenResult {
    let lineup: GoldenLineup
    do throws(GoldenLineup.Skipped) {
      lineup = try GoldenLineup(golden, gate, settings, snapshot: snapshot, at: .now())
    } catch { return GoldenResult(golden, skip: error.reason) }
    let worst = lineup.worst(attempts: snapshot.configuration.retries.attempts)
    guard worst != nil || !budget.isLimited else { return GoldenResult(golden, skip: .unpriced) }
    let hold = worst ?? .zero
    guard budget.hold(hold) else { return GoldenResult(golden, skip: .overBudget) }
    let run = GoldenRun(
      golden: golden, lineup: lineup, recipe: recipe, snapshot: snapshot, settings: settings,
      guardrails: gate.guardrails, caller: caller)
    let result = await run.make()
    budget.settle(hold, cost: result.calls.reduce(.zero) { $0 + ($1.cost ?? .zero) })
    return result
  }
}
