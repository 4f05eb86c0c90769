public import Catalog

extension Policy {
  /// A question that evidence has to answer: may a challenger serve a use case in place of its incumbent.
  ///
  /// While the answer is open or no, neither the challenger nor any other open weights serve the use case.
  public struct Gate: Hashable, Sendable {
    /// The use case that the challenger wants to serve.
    public var useCase: UseCaseID
    /// The tenant whose requests it is about; nil when all tenants feed and use one gate.
    public var tenant: String?
    /// The model or offer that serves while the gate is closed, as written.
    public var incumbent: String
    /// The model or offer that serves once the gate is open, as written.
    public var challenger: String
    /// The model or offer that compares answers, of a maker that made neither side; nil where checks decide.
    public var judge: String?
    /// How much worse than the incumbent the challenger may be on the scale −1…1 (δ), in millionths.
    public var marginPPM: Int
    /// The chance of opening wrongly over the gate's whole life (α), in millionths.
    public var errorPPM: Int
    /// The share of requests that the challenger answers in the shadow while evidence is gathered, in millionths.
    public var sharePPM: Int
    /// The share of requests that the former incumbent answers in the shadow once the gate is open, in millionths.
    public var auditPPM: Int
    /// The share of conversations that the incumbent goes on to serve once the gate is open, in millionths: what its
    /// callers say of both sides can be compared only where a lot, and nothing else, decided who served.
    public var holdoutPPM: Int
    /// How many compared pairs a decision needs at least, and at how many the gate gives up.
    public var pairs: ClosedRange<Int>
    /// Shares of answers that may fail on their own terms, whatever the comparison says.
    public var guardrails: Guardrails
    /// What scores a pair before the judge is asked, cheapest first.
    public var checks: [Check]
    /// What a good answer is, as criteria that hold or do not.
    public var rubric: [String]
    /// Who answers for the gate; needed from high stakes on.
    public var signature: Signature?

    /// Creates a gate; the loader has checked that its names exist and its numbers are in range.
    public init(
      useCase: UseCaseID, tenant: String? = nil, incumbent: String, challenger: String, judge: String? = nil,
      marginPPM: Int, errorPPM: Int, sharePPM: Int = 200_000, auditPPM: Int = 30_000, holdoutPPM: Int = 0,
      pairs: ClosedRange<Int> = 50...20_000, guardrails: Guardrails = Guardrails(), checks: [Check] = [.identical],
      rubric: [String] = [], signature: Signature? = nil
    ) {
      self.useCase = useCase
      self.tenant = tenant
      self.incumbent = incumbent
      self.challenger = challenger
      self.judge = judge
      self.marginPPM = marginPPM
      self.errorPPM = errorPPM
      self.sharePPM = sharePPM
      self.auditPPM = auditPPM
      self.holdoutPPM = holdoutPPM
      self.pairs = pairs
      self.guardrails = guardrails
      self.checks = checks
      self.rubric = rubric
      self.signature = signature
    }

    /// Its name in refusals, records and commands: `use case[@tenant]:challenger`. Unique in a policy.
    public var name: String { "\(useCase)\(tenant.map { "@\($0)" } ?? ""):\(challenger)" }
  }
}

extension Policy.Gate {
  /// The most of the challenger's answers that may fail on their own terms, in millionths.
  public struct Guardrails: Hashable, Sendable {
    /// Answers that refuse to answer.
    public var refusalPPM: Int
    /// Requests without an answer: errors, time-outs.
    public var failurePPM: Int
    /// Answers that break the schema that was asked for.
    public var schemaPPM: Int
    /// Answers that took longer than they may; nil where time does not matter.
    public var slow: Slowness?
    /// Answers with personal data that the request did not hold; nil where that is not looked for.
    public var personalDataPPM: Int?

    /// How long an answer may take as a whole, and the share that may take longer, in millionths.
    public struct Slowness: Hashable, Sendable {
      public var limitPPM: Int
      public var milliseconds: Int

      /// Creates a limit.
      public init(limitPPM: Int, milliseconds: Int) {
        self.limitPPM = limitPPM
        self.milliseconds = milliseconds
      }
    }

    /// Creates limits; each of the three that always hold is 2 % unless stated.
    public init(
      refusalPPM: Int = 20_000, failurePPM: Int = 20_000, schemaPPM: Int = 20_000, slow: Slowness? = nil,
      personalDataPPM: Int? = nil
    ) {
      self.refusalPPM = refusalPPM
      self.failurePPM = failurePPM
      self.schemaPPM = schemaPPM
      self.slow = slow
      self.personalDataPPM = personalDataPPM
    }
  }

  /// Who lets a use case with high stakes be decided by evidence, and why.
  public struct Signature: Hashable, Sendable {
    /// Who answers for it.
    public var owner: String
    /// Why.
    public var reason: String
    /// The day of the signature.
    public var date: Timestamp

    /// Creates a signature.
    public init(owner: String, reason: String, date: Timestamp) {
      self.owner = owner
      self.reason = reason
      self.date = date
    }
  }
}
