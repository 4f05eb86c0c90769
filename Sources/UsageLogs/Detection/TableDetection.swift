/// Tells what a table is by its heading.
enum TableDetection {
  static func detect(
    _ text: ByteView, file: LogFile, options: LogOptions
  ) throws(LogError) -> LogDetection.Result {
    let line = text[0..<(text.first(0x0A, from: 0) ?? text.count)]
    let delimiters = [UInt8(ascii: ","), 9, UInt8(ascii: ";")]
    // The first of the most frequent, so that a lone column reads as CSV.
    let delimiter = delimiters.max { line.occurrences(of: $0) < line.occurrences(of: $1) } ?? delimiters[0]
    var length = text.count
    if case .at(let end) = TableFramer(delimiter: delimiter).end(text, from: 0) { length = end }
    let arena = ByteArena()
    var heading: [String] = []
    TableCells.read(text[0..<length], delimiter) { cell in
      heading.append(cell.decoded(in: arena).trimmed.string)
    }
    let guess = FormatGuess(names: names(in: heading))
    let forced = LogDetection.forced(options)
    guard let table = forced?.table ?? guess?.table else {
      throw LogDetection.unknown(file, Set(heading.prefix(40).map { String($0.prefix(40)) }.filter { !$0.isEmpty }))
    }
    let detected = DetectedFormat(
      format: table.format, framing: .table(delimiter: delimiter), compression: .none,
      confidence: forced == nil ? guess?.confidence ?? .guess : .forced,
      evidence: [forced?.evidence ?? guess?.evidence ?? ""])
    return LogDetection.Result(
      detected: detected, schema: FileSchema(table, detected.framing, heading: heading), heading: length,
      headingRows: 1)
  }

  // Flattened tables write `usage_details.input`.
  private static func names(in heading: [String]) -> Set<String> {
    var names = Set(heading)
    for name in heading { for step in name.split(separator: ".") { names.insert(String(step)) } }
    return names
  }
}
