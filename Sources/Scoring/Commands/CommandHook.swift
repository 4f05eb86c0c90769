internal import Dialects

/// A program of the owner that judges one answer: unit tests, a query run against a database, a linter.
///
/// The caller runs `argv` without a shell, writes `input(…)` to its standard input, kills it after `timeout` and hands
/// what came of it to `result(of:)`. It reads one JSON object from standard input:
/// `{"version":1,"check":…,"prompt":…,"reference":…|null,"answer":{"text":…,"tool_calls":[{"name":…,"arguments":…}],
/// "finish_reason":…}}` and writes one to standard output:
/// `{"verdict":"pass"|"fail"|"abstain","score":0…1,"reason":…}`, the last two optional, and exits with 0. It is not
/// told whose answer it judges. Whatever else it does counts as abstaining.
public struct CommandHook: Sendable, Hashable {
  /// Program and arguments.
  public var argv: [String]
  /// How long it may run.
  public var timeout: Duration
  /// The least score that passes; nil leaves the verdict to the program.
  public var leastScore: Double?

  /// A hook; throws if it could not be run.
  public init(argv: [String], timeout: Duration = .seconds(30), leastScore: Double? = nil) throws(ScoringError) {
    guard let program = argv.first, !program.isEmpty, !argv.contains(where: { $0.utf8.contains(0) }) else {
      throw ScoringError(.invalidCheck, "a command needs a program and no argument may hold a zero byte", place: "argv")
    }
    guard timeout > .zero, timeout <= .seconds(600) else {
      throw ScoringError(.invalidCheck, "must be above 0 and at most 600 seconds", place: "timeout")
    }
    if let leastScore, !(0...1).contains(leastScore) {
      throw ScoringError(.invalidCheck, "must be from 0 to 1", place: "least_score")
    }
    self.argv = argv
    self.timeout = timeout
    self.leastScore = leastScore
  }

  /// What the program reads from standard input.
  public func input(check: String, task: ScoringTask, answer: Answer) -> [UInt8] {
    let calls = answer.toolCalls.map {
      JSONValue.object([("name", .string($0.name)), ("arguments", $0.arguments)])
    }
    let document = JSONValue.object([
      ("version", .number(1)), ("check", .string(check)), ("prompt", .string(task.prompt)),
      ("reference", task.reference.map(JSONValue.string) ?? .null),
      (
        "answer",
        .object([
          ("text", .string(answer.text)), ("tool_calls", .array(calls)),
          ("finish_reason", .string(answer.finish.rawValue)),
        ])
      ),
    ])
    var bytes: [UInt8] = []
    document.write(into: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }
}
