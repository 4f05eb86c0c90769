public import Catalog

/// What a run read, by file, and what was wrong.
public struct LogSummary: Hashable, Codable, Sendable {
  /// What was read of one file.
  public struct File: Hashable, Codable, Sendable {
    /// Its path.
    public var path: String
    /// What it was found to be; nil where it could not be told.
    public var detected: DetectedFormat?
    /// Rows passed, headings and blank lines too.
    public var rows = 0
    /// Calls and buckets that were handed on.
    public var calls = 0
    /// Those that were left out because they are not sound.
    public var leftOut = 0
    /// Records that are no calls, such as spans of tools.
    public var notCalls = 0
    /// Records that do not fit the format, and the first of them.
    public var misfits = 0
    public var firstMisfit = 0
    /// What the first of them looks like, where it looks like something known.
    public var likeness: String?
    /// Bytes of the decompressed file that were read.
    public var bytes: Int64 = 0
    /// Whether it was read to its end.
    public var isComplete = false
  }

  /// The files in the order given, as far as reading came.
  public internal(set) var files: [File] = []
  /// What was wrong, by kind.
  public internal(set) var problems: LogProblems
  /// What rows that were left out cost by the log's own word.
  public internal(set) var costOfRowsLeftOut = NanoDollars.zero

  /// Nothing read yet.
  public init(examplesPerKind: Int = 5) { problems = LogProblems(examplesPerKind: examplesPerKind) }

  /// Calls and buckets handed on, of all files.
  public var calls: Int { files.reduce(0) { $0 + $1.calls } }
  /// Records left out, of all files.
  public var leftOut: Int { files.reduce(0) { $0 + $1.leftOut } }
  /// Whether nothing was lost: no row left out, no field unknown, no file cut.
  public var isClean: Bool { problems.isClean }
}
