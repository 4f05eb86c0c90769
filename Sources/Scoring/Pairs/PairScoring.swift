/// A command to run on one answer.
public struct CommandJob: Sendable, Hashable {
  /// Whose answer it is; the command is not told.
  public enum Side: String, Sendable, Hashable { case incumbent, challenger }

  /// The id of the check.
  public var check: String
  /// Whose answer is judged.
  public var side: Side
  /// What to run, and for how long.
  public var hook: CommandHook
  /// What the command reads from its standard input.
  public var input: [UInt8]
}

/// Scores one pair by a recipe, step by step; the caller runs commands and asks the judge.
///
/// ```swift
/// var scoring = PairScoring(recipe, task: task, incumbent: …, challenger: …)
/// while true {
///   switch scoring.next() {
///   case .run(let job): scoring.receive(await run(job))
///   case .ask(let request): scoring.receive(await ask(request))
///   case .done(let outcome): return outcome
///   }
/// }
/// ```
public struct PairScoring: Sendable {
  /// What is to be done next.
  public enum Step: Sendable {
    case run(CommandJob)
    case ask(JudgeRequest)
    case done(PairOutcome)
  }

  private enum State {
    /// Checks from this index on are to be made.
    case checking(Int)
    /// A command of the check at this index is awaited; for the challenger once the incumbent's verdict is known.
    case awaitingCommand(Int, CommandHook, incumbent: CheckVerdict?)
    case judging(JudgePlan)
    case done(PairOutcome)
  }

  let recipe: ScoringRecipe
  let task: ScoringTask
  private let incumbent: Answer
  private let challenger: Answer
  private var state: State
  private var trace: [CheckTrace] = []

  /// Scoring of what came of asking both models.
  public init(_ recipe: ScoringRecipe, task: ScoringTask, incumbent: CallOutcome, challenger: CallOutcome) {
    self.recipe = recipe
    self.task = task
    self.incumbent = incumbent.answer ?? Answer(text: "")
    self.challenger = challenger.answer ?? Answer(text: "")
    state = .checking(0)
    if let result = Self.withoutAnswers(incumbent, challenger) {
      state = .done(PairOutcome(result: result, recipeVersion: recipe.version))
    } else if let identity = recipe.identity, identity.holds(self.incumbent, self.challenger) {
      finish(.scored(PairScore(difference: .tie, basis: .identical, reasons: ["both answers are the same"])))
    }
  }

  /// The result where a model gave no answer.
  private static func withoutAnswers(_ incumbent: CallOutcome, _ challenger: CallOutcome) -> PairOutcome.Result? {
    switch (incumbent.failure, challenger.failure) {
    case (nil, nil): return nil
    case (_?, _?): return .unscored(.bothFailed)
    case (nil, let reason?):
      return .scored(PairScore(difference: .worse, basis: .challengerFailed, reasons: ["challenger: \(reason)"]))
    case (let reason?, nil):
      if case .answered = incumbent { return .unscored(.emptyIncumbent) }
      return .scored(PairScore(difference: .better, basis: .incumbentFailed, reasons: ["incumbent: \(reason)"]))
    }
  }

  /// What is to be done next; asking again without `receive` gives the same.
  public mutating func next() -> Step {
    while case .checking(let index) = state { check(at: index) }
    switch state {
    case .awaitingCommand(let index, let hook, let verdict):
      let check = recipe.checks[index].id
      let answer = verdict == nil ? incumbent : challenger
      return .run(
        CommandJob(
          check: check, side: verdict == nil ? .incumbent : .challenger, hook: hook,
          input: hook.input(check: check, task: task, answer: answer)))
    case .judging(let plan):
      if let request = plan.next() { return .ask(request) }
      return .done(outcome(.unscored(.judge("the judge was not asked")), judge: plan.outcome))
    case .done(let outcome): return .done(outcome)
    case .checking: return .done(outcome(.unscored(.undecided("the checks did not end")), judge: nil))
    }
  }

  /// Takes what came of the command that `next()` gave.
  public mutating func receive(_ run: CommandRun) {
    guard case .awaitingCommand(let index, let hook, let first) = state else { return }
    let verdict = hook.result(of: run, limits: recipe.limits).verdict
    guard let first else {
      state = .awaitingCommand(index, hook, incumbent: verdict)
      return
    }
    weigh(recipe.checks[index], incumbent: first, challenger: verdict, next: index + 1)
  }

  /// Takes what came of the question that `next()` gave.
  public mutating func receive(_ call: JudgeCall) {
    guard case .judging(var plan) = state else { return }
    plan.receive(call)
    state = .judging(plan)
    if plan.isFinished { finish(result(of: plan.outcome), judge: plan.outcome) }
  }

  private mutating func check(at index: Int) {
    guard index < recipe.checks.count else { return afterChecks() }
    let check = recipe.checks[index]
    if case .command(let hook) = check.rule {
      state = .awaitingCommand(index, hook, incumbent: nil)
      return
    }
    let missing = CheckVerdict.abstain("the check gives no verdict")
    weigh(
      check, incumbent: check.verdict(incumbent, task, limits: recipe.limits) ?? missing,
      challenger: check.verdict(challenger, task, limits: recipe.limits) ?? missing, next: index + 1)
  }

  private mutating func weigh(_ check: Check, incumbent: CheckVerdict, challenger: CheckVerdict, next: Int) {
    trace.append(CheckTrace(check: check.id, incumbent: incumbent, challenger: challenger))
    switch (incumbent, challenger) {
    case (.pass, .fail(let reason)): decide(.worse, check, ["challenger: \(reason)"])
    case (.fail(let reason), .pass): decide(.better, check, ["incumbent: \(reason)"])
    case (.fail(let one), .fail(let two)) where check.bothFail == .tie:
      decide(.tie, check, ["incumbent: \(one)", "challenger: \(two)"])
    default: state = .checking(next)
    }
  }

  private mutating func decide(_ difference: Difference, _ check: Check, _ reasons: [String]) {
    finish(.scored(PairScore(difference: difference, basis: .check(check.id), reasons: reasons)))
  }

  private mutating func afterChecks() {
    let open = PairCoverage(recipe, trace).open
    if open.isEmpty {
      finish(.scored(PairScore(difference: .tie, basis: .allChecks, reasons: ["both pass all that is asked"])))
    } else if let rubric = recipe.rubric, let judge = recipe.judge {
      state = .judging(
        JudgePlan(
          rubric: rubric, settings: judge, task: task, incumbent: incumbent, challenger: challenger,
          limits: recipe.limits))
    } else {
      finish(.unscored(.undecided(open.joined(separator: "; "))))
    }
  }

  private func result(of judge: JudgeOutcome) -> PairOutcome.Result {
    guard let difference = judge.difference else {
      return .unscored(.judge(judge.errors.last?.message ?? "the judge gave no verdict"))
    }
    let reasons = [judge.challengerFirst, judge.incumbentFirst].compactMap { $0?.reasons }
    return .scored(PairScore(difference: difference, basis: .judge, reasons: reasons))
  }

  private mutating func finish(_ result: PairOutcome.Result, judge: JudgeOutcome? = nil) {
    state = .done(outcome(result, judge: judge))
  }

  private func outcome(_ result: PairOutcome.Result, judge: JudgeOutcome?) -> PairOutcome {
    PairOutcome(result: result, trace: trace, judge: judge, recipeVersion: recipe.version)
  }
}
