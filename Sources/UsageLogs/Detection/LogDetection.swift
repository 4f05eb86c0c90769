/// Tells what a file is from its first bytes.
public enum LogDetection {
  /// What was found, and what reading needs.
  struct Result {
    var detected: DetectedFormat
    var schema: FileSchema
    /// Where the first record or heading begins, after a byte order mark.
    var start = 0
    /// Bytes and rows of the heading.
    var heading = 0
    var headingRows = 0
  }

  /// Tells what a file is; nothing of the standard input may have been read.
  public static func detect(_ file: LogFile, options: LogOptions = LogOptions()) throws(LogError) -> DetectedFormat {
    try FileReader(file, options: options).detected
  }

  static func detect(
    _ sample: ByteView, compression: Compression, file: LogFile, options: LogOptions
  ) throws(LogError) -> Result {
    if sample.hasPrefix("SQLite format 3") {
      throw LogError(
        .ledgerDatabase, "\(file.name) is a SQLite database; a Steelyard ledger is read with --ledger, not as a log")
    }
    if let kind = Compression.unsupported(sample) { throw LogError(.unsupported, "\(file.name) is \(kind)") }
    let start = sample.hasPrefix("\u{FEFF}") ? 3 : 0
    let text = sample[start..<sample.count]
    var scanner = JSONScanner(text)
    let first = scanner.peek()
    var result =
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        try JSONDetection.detect(text, file: file, options: options)
      } else if isDump(text) {
        try dump(file, options)
      } else {
        try TableDetection.detect(text, file: file, options: options)
      }
    result.start = start
    result.detected.compression = compression
    return result
  }

  private static func isDump(_ text: ByteView) -> Bool {
    let head = text[0..<4096].string
    return head.contains("PostgreSQL database dump") || head.hasPrefix("COPY ") || head.hasPrefix("INSERT INTO ")
      || head.contains("\nCOPY ") || head.contains("\nINSERT INTO ")
  }

  private static func dump(_ file: LogFile, _ options: LogOptions) throws(LogError) -> Result {
    let detected = DetectedFormat(
      format: .liteLLM, framing: .dump, compression: .none, confidence: .certain,
      evidence: ["statements of a PostgreSQL dump; rows of LiteLLM_SpendLogs are read"])
    return Result(detected: detected, schema: FileSchema(.liteLLM, .dump))
  }

  /// The table that the options force, with the words for it.
  static func forced(_ options: LogOptions) -> (table: FormatTable, evidence: String)? {
    if let mapping = options.mapping { return (FormatTable(mapping), "described by a mapping file") }
    return options.format.flatMap(FormatTable.of).map { ($0, "named by the caller") }
  }

  /// The error for a file that looks like nothing known.
  static func unknown(_ file: LogFile, _ names: Set<String>) -> LogError {
    let listed = names.sorted().prefix(12).joined(separator: ", ")
    let found = names.isEmpty ? "it holds no keys" : "its keys are \(listed)"
    return LogError(
      .unknownFormat,
      "\(file.name): the format was not recognised (\(found)); name it with --from or describe it in a mapping file",
      found: found)
  }
}
