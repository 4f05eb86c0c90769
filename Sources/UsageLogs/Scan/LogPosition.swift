/// A place between two records, from which reading can go on in a later run.
public struct LogPosition: Hashable, Codable, Sendable {
  /// The number of the file among those given, from 0; the number of files when all are read.
  public var file: Int
  /// Its path.
  public var path: String
  /// Bytes before the place, in the decompressed file.
  public var offset: Int64
  /// Rows before it.
  public var row: Int
  /// The file's format; nil where nothing of it was read.
  public var format: LogFormat?
  /// A hash of the file's first bytes, by which a changed file is noticed; 0 where nothing of it was read.
  var fingerprint: UInt64 = 0
  var context = FramingContext()
}
