import Dialects
import Scoring

func json(_ text: String) throws -> JSONValue { try JSONValue.parse(Array(text.utf8).span) }

let rubric = try? JudgeRubric([
  .init(id: "facts", text: "Every statement is true."), .init(id: "task", text: "It does what was asked."),
  .init(id: "tone", text: "It is polite."),
])

let judge = JudgeSettings(model: "judge-1", family: ModelFamily("Third"))

/// A judge's reply in the form, with each criterion holding of A and of B as given.
func judgeReply(_ verdict: String, a: Bool = true, b: Bool = true) -> String {
  let marks = ["facts", "task", "tone"].map { #"{"id":"\#($0)","a":\#(a),"b":\#(b)}"# }.joined(separator: ",")
  return #"{"reasons":"because","criteria":[\#(marks)],"verdict":"\#(verdict)"}"#
}

/// Runs a scoring to its end with scripted commands and a scripted judge, and tells how often each was asked.
func run(
  _ recipe: ScoringRecipe, _ task: ScoringTask = ScoringTask(prompt: "?"), incumbent: CallOutcome,
  challenger: CallOutcome, command: (CommandJob) -> CommandRun = { _ in CommandRun(.exited(0)) },
  judge: (JudgeRequest) -> JudgeCall = { _ in .failed("no judge is scripted") }
) -> (outcome: PairOutcome, commands: Int, questions: Int) {
  var scoring = PairScoring(recipe, task: task, incumbent: incumbent, challenger: challenger)
  var (commands, questions) = (0, 0)
  while true {
    switch scoring.next() {
    case .run(let job):
      commands += 1
      scoring.receive(command(job))
    case .ask(let request):
      questions += 1
      scoring.receive(judge(request))
    case .done(let outcome): return (outcome, commands, questions)
    }
  }
}

extension CallOutcome {
  /// An answer of plain text.
  static func text(_ text: String) -> CallOutcome { .answered(Answer(text: text)) }
}
