import Dialects
import Scoring

/// Scores one pair of answers by a recipe: runs the operator's programs, and asks the judge through `ask`.
struct PairScorer: Sendable {
  var recipe: ScoringRecipe
  /// Asks the judge and returns the body of its reply in OpenAI's dialect.
  var ask: @Sendable (_ body: [UInt8]) async -> UpstreamOutcome.Ending

  /// The score of a pair, or why there is none. Whatever fails, hangs or is in no usable form is never a win.
  func score(_ task: ScoringTask, incumbent: CallOutcome, challenger: CallOutcome) async -> PairOutcome {
    var scoring = PairScoring(recipe, task: task, incumbent: incumbent, challenger: challenger)
    while true {
      switch scoring.next() {
      case .run(let job): scoring.receive(await Self.run(job))
      case .ask(let request): scoring.receive(await judge(request))
      case .done(let outcome): return outcome
      }
    }
  }

  private static func run(_ job: CommandJob) async -> CommandRun {
    let (seconds, attoseconds) = job.hook.timeout.components
    let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    do {
      return CommandRun(
        .exited(0),
        output: try await CheckProcess(arguments: job.hook.argv, timeLimit: milliseconds).output(for: job.input))
    } catch {
      switch error {
      case .notStarted, .outputTooLong: return CommandRun(.notStarted("\(error)"))
      case .timedOut: return CommandRun(.timedOut)
      case .exited(let status): return CommandRun(.exited(status))
      case .signalled(let signal): return CommandRun(.signalled(signal))
      }
    }
  }

  private func judge(_ request: JudgeRequest) async -> JudgeCall {
    var body = request.body(maxTokens: Self.judgeTokens)
    var ending = await ask(body.bytes)
    // Some models that reason refuse any temperature but their own.
    if case .failure(let reason) = ending, reason.contains("temperature"), case .object(let members) = body {
      body = .object(members.filter { $0.0 != "temperature" })
      ending = await ask(body.bytes)
    }
    switch ending {
    case .failure(let reason): return .failed(reason)
    case .answer(let bytes):
      do {
        return .answered(try Answer.read(bytes, dialect: .openAIChat))
      } catch {
        return .failed("\(error)")
      }
    }
  }

  /// Tokens of a judge's reply, at most.
  static let judgeTokens = 2_000
}

extension JSONValue {
  fileprivate var bytes: [UInt8] {
    var out: [UInt8] = []
    write(into: &out)
    return out
  }
}
