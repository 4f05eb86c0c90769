/// Asks a judge in both orders and makes one difference of what it says.
///
/// `next()` tells what to ask until it returns nil; `receive` takes what came of it. A reply that is not in the form
/// is asked for once more. One order alone carries the judge's preference for a place, so that a pair is scored only
/// if both orders are usable.
public struct JudgePlan: Sendable {
  private enum State {
    case asking(ShownOrder, attempt: Int)
    case finished
  }

  private let prompt: JudgePrompt
  private let task: ScoringTask
  private let incumbent: Answer
  private let challenger: Answer
  private let limits: ScoringLimits
  private var state = State.asking(.challengerFirst, attempt: 1)
  /// What is known so far.
  public private(set) var outcome: JudgeOutcome

  /// A plan for one pair.
  public init(
    rubric: JudgeRubric, settings: JudgeSettings, task: ScoringTask, incumbent: Answer, challenger: Answer,
    limits: ScoringLimits = .standard
  ) {
    prompt = JudgePrompt(rubric: rubric, settings: settings)
    self.task = task
    self.incumbent = incumbent
    self.challenger = challenger
    self.limits = limits
    outcome = JudgeOutcome(
      version: settings.version(rubric), incumbentLength: incumbent.text.count,
      challengerLength: challenger.text.count)
  }

  /// Whether nothing is left to ask.
  public var isFinished: Bool { if case .finished = state { true } else { false } }

  /// The question to ask now, nil when all is known.
  public func next() -> JudgeRequest? {
    guard case .asking(let order, let attempt) = state else { return nil }
    let isChallengerFirst = order == .challengerFirst
    return prompt.request(
      task, first: isChallengerFirst ? challenger : incumbent, second: isChallengerFirst ? incumbent : challenger,
      order: order, attempt: attempt)
  }

  /// Takes what came of the question that `next()` gave.
  public mutating func receive(_ call: JudgeCall) {
    guard case .asking(let order, let attempt) = state else { return }
    outcome.calls += 1
    do throws(JudgeError) {
      let verdict = try JudgeVerdict.read(call, rubric: prompt.rubric, limits: limits)
      outcome.record(verdict, order)
      state = order == .challengerFirst ? .asking(.incumbentFirst, attempt: 1) : .finished
    } catch {
      outcome.errors.append(error)
      state = error.isWorthRetrying && attempt == 1 ? .asking(order, attempt: 2) : .finished
    }
  }
}
