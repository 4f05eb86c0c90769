/// Tells what JSON text is.
enum JSONDetection {
  private static let records = 20
  // Lists at the top of a page that hold its records.
  private static let containers = [
    "data", "resourceSpans", "observations", "spans", "generations", "activity", "decisions", "rows", "items",
  ]

  static func detect(
    _ text: ByteView, file: LogFile, options: LogOptions
  ) throws(LogError) -> LogDetection.Result {
    let keys = KeyNames(text, records: records)
    let guess = FormatGuess(names: keys.names, objects: keys.objects)
    let forced = LogDetection.forced(options)
    guard let table = forced?.table ?? guess?.table else { throw LogDetection.unknown(file, keys.names) }
    var container = options.mapping?.records ?? Self.container(of: text)
    // A record's own lists are no container.
    if table.fields.meaning(ofColumn: container ?? "") != nil { container = nil }
    let isLines = isLines(text)
    let framing = isLines ? LogFraming.lines : .document(container: container)
    let detected = DetectedFormat(
      format: table.format, framing: framing, compression: .none,
      confidence: forced == nil ? guess?.confidence ?? .guess : .forced,
      evidence: [forced?.evidence ?? guess?.evidence ?? ""])
    return LogDetection.Result(
      detected: detected, schema: FileSchema(table, framing, page: isLines ? container : nil))
  }

  // Whether each line is a document: the first object ends where its line does, and it is no lone page.
  private static func isLines(_ text: ByteView) -> Bool {
    var scanner = JSONScanner(text)
    guard scanner.peek() == UInt8(ascii: "{") else { return false }
    let newline = text.first(0x0A, from: scanner.position)
    guard scanner.skipNested() else {
      // It is longer than what is known of the file, or broken: a broken first line is followed by others.
      guard let newline, container(of: text) == nil else { return false }
      var next = JSONScanner(text, from: newline)
      return next.peek() == UInt8(ascii: "{")
    }
    guard newline.map({ $0 >= scanner.position }) ?? true else { return false }
    return scanner.peek() != 0 ? newline.map { $0 <= scanner.position } ?? false : container(of: text) == nil
  }

  // The list at the top of the first page that holds its records, if it is a page.
  private static func container(of text: ByteView) -> String? {
    let lists = KeyNames(text, records: 1).lists
    return containers.first { lists.contains($0) }
  }
}
