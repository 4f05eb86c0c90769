/// How logs are to be read.
public struct LogOptions: Sendable {
  /// The format of all files; nil lets each tell its own.
  public var format: LogFormat?
  /// How to read files of a format that is not known; used where it is set, whatever the file looks like.
  public var mapping: LogMapping?
  /// Whether the last user turn's text is wanted.
  public var wantsText: Bool
  /// The longest record in bytes; longer ones are counted and skipped.
  public var recordLimit: Int
  /// Bytes of a chunk, which one worker reads at a time.
  public var chunkSize: Int
  /// How many problems of a kind are kept as examples.
  public var examplesPerKind: Int

  /// Options; sizes are kept within what works.
  public init(
    format: LogFormat? = nil, mapping: LogMapping? = nil, wantsText: Bool = false, recordLimit: Int = 16 << 20,
    chunkSize: Int = 1 << 20, examplesPerKind: Int = 5
  ) {
    self.format = format
    self.mapping = mapping
    self.wantsText = wantsText
    self.recordLimit = min(max(recordLimit, 1 << 10), 1 << 30)
    self.chunkSize = min(max(chunkSize, 1 << 10), 64 << 20)
    self.examplesPerKind = min(max(examplesPerKind, 0), 1000)
  }
}
