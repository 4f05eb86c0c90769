/// How far a run has come, told after each chunk in the order of the files.
public struct LogProgress: Sendable {
  /// The file that was being read, and its number from 0.
  public var file: LogFile
  public var fileNumber: Int
  /// What it was found to be; set once per file, with its first chunk.
  public var detected: DetectedFormat?
  /// Bytes of all files as they are stored, read so far, and in all where every file's size is known.
  public var storedBytes: Int64
  public var storedBytesInAll: Int64?
  /// Rows passed and calls handed on so far in this run and those it goes on from.
  public var rows: Int
  public var calls: Int
  /// Where a later run could go on, and all that was counted so far.
  public var checkpoint: LogCheckpoint
}

/// Whether a run is to go on.
public enum LogScanStep: Sendable { case goOn, stop }
