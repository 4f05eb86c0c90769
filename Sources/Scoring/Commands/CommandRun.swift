/// What came of running a command.
public struct CommandRun: Sendable, Hashable {
  /// How it ended.
  public enum End: Sendable, Hashable {
    case exited(Int32)
    /// A signal ended it: it crashed.
    case signalled(Int32)
    case timedOut
    /// It could not be started.
    case notStarted(String)
  }

  /// How it ended.
  public var end: End
  /// What it wrote to standard output, cut off at the caller's limit.
  public var output: [UInt8]

  /// A run with its output.
  public init(_ end: End, output: [UInt8] = []) {
    self.end = end
    self.output = output
  }
}

/// What a command says of an answer.
public struct CommandResult: Sendable, Hashable {
  /// Its verdict, or why there is none.
  public var verdict: CheckVerdict
  /// Its own mark from 0 to 1, where it gives one.
  public var score: Double?
}
