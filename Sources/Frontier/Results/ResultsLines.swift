/// The lines of a file of results, read in order; every complaint knows its line.
struct ResultsLines {
  let file: String
  private let lines: [[UInt8]]
  /// The line that was read last, from 1.
  private(set) var number = 0
  private var fields: [String] = []
  private var bytes: ArraySlice<UInt8> = []

  /// Checks the title, the version and the checksum.
  init(_ text: String, file: String) throws(FrontierResultsError) {
    self.file = file
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { $0.last == 0x0D ? Array($0.dropLast()) : Array($0) }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    self.lines = lines
    try next(FrontierResultsFormat.title, fields: 1, "is the title of a file of results")
    guard fields[1] == "\(FrontierResults.version)" else {
      throw error(
        "it has the version \(fields[1]) and this program reads \(FrontierResults.version)",
        "use the program that wrote it, or fit again")
    }
    let end = lines.count
    var sum = FNV1a()
    for line in lines.dropLast() {
      sum.add(line)
      sum.add([0x0A])
    }
    number = end - 1
    try next("checksum", fields: 1, "is the last line")
    guard fields[1] == sum.hexadecimal else {
      throw error(
        "the checksum is \(fields[1]) and the lines have \(sum.hexadecimal)", "the file was changed or cut off")
    }
    number = 1
  }

  /// A complaint about the line that was read last.
  func error(_ problem: String, _ remedy: String? = nil) -> FrontierResultsError {
    FrontierResultsError(
      file: file, line: max(1, number), problem: problem,
      remedy: (remedy.map { "\($0): " } ?? "")
        + "restore the file that came with the program, or fit again from the data")
  }

  /// The name of the line that comes next.
  var upcoming: String {
    guard number < lines.count else { return "" }
    return String(decoding: lines[number].prefix { $0 != 0x09 }, as: UTF8.self)
  }

  /// Reads a line of a name with a number of fields after it.
  mutating func next(_ name: String, fields count: Int, _ purpose: String = "is expected") throws(FrontierResultsError)
  {
    guard number < lines.count else {
      throw error("the file ends where '\(name)' \(purpose)")
    }
    let line = lines[number]
    number += 1
    let parts = line.split(separator: 0x09, omittingEmptySubsequences: false)
    fields = parts.map { FrontierResultsFormat.unescaped(String(decoding: $0, as: UTF8.self)) }
    bytes = parts.last ?? []
    guard fields[0] == name else { throw error("'\(fields[0].prefix(40))' stands where '\(name)' \(purpose)") }
    guard fields.count == count + 1 else {
      throw error("'\(name)' has \(fields.count - 1) fields and needs \(count)")
    }
  }

  /// The field of a place, from 1.
  func text(_ field: Int) -> String { fields.indices.contains(field) ? fields[field] : "" }

  func whole(_ field: Int, _ bounds: ClosedRange<Int>) throws(FrontierResultsError) -> Int {
    guard let value = Int(text(field)) else { throw error("'\(text(field))' is not a whole number") }
    guard bounds.contains(value) else {
      throw error("\(value) is not between \(bounds.lowerBound) and \(bounds.upperBound)")
    }
    return value
  }

  func real(_ field: Int) throws(FrontierResultsError) -> Double {
    guard let value = Double(text(field)), value.isFinite else {
      throw error("'\(text(field))' is not a finite number")
    }
    return value
  }

  func day(_ field: Int) throws(FrontierResultsError) -> Day {
    guard let day = Day(text(field)) else { throw error("'\(text(field))' is not a day like 2026-11-24") }
    return day
  }

  /// The last field as 16-bit integers.
  func integers(_ count: Int) throws(FrontierResultsError) -> [Int16] {
    guard let bytes = Base64.decode(bytes) else { throw error("the draw is not base64") }
    guard bytes.count == 2 * count else {
      throw error("the draw has \(bytes.count) bytes and \(count) models need \(2 * count)")
    }
    return (0..<count).map { Int16(bitPattern: UInt16(bytes[2 * $0]) | UInt16(bytes[2 * $0 + 1]) << 8) }
  }
}
