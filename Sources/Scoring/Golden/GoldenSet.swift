internal import Dialects

/// Tasks with what is known about right answers, one JSON object a line.
///
/// Members: `id`; `messages` or `prompt`; optional `reference`, `tool_calls`, `schema`, `tools`, `sources`,
/// `answers` (`incumbent`, `challenger`) and `label` (`incumbent`, `challenger` or `tie`). A line that cannot be used
/// is counted and shown, never scored.
public struct GoldenSet: Sendable {
  /// Cases in the order of their lines.
  public private(set) var cases: [GoldenCase] = []
  /// What is wrong, in the order of lines.
  public private(set) var problems: [GoldenProblem] = []
  /// Lines that hold anything.
  public private(set) var lines = 0

  /// How large a set may be.
  public struct Limits: Sendable, Hashable {
    /// Lines that are read.
    public var lines: Int
    /// Bytes of one line.
    public var lineBytes: Int

    /// Limits by name.
    public init(lines: Int = 100_000, lineBytes: Int = 1 << 20) {
      self.lines = lines
      self.lineBytes = lineBytes
    }
  }

  /// Lines that were left out.
  public var refused: Int { problems.count { $0.severity == .refused } }

  /// Reads a set; problems are kept, not thrown.
  public static func read(_ bytes: [UInt8], limits: Limits = Limits()) -> GoldenSet {
    var set = GoldenSet()
    var firstLines: [String: Int] = [:]
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      if isBlank { continue }
      set.lines += 1
      guard set.lines <= limits.lines else {
        set.refuse(number, nil, "the set has more than \(limits.lines) lines; the rest is left out")
        break
      }
      set.read(Array(line), number, limits, &firstLines)
    }
    return set
  }

  private mutating func read(_ line: [UInt8], _ number: Int, _ limits: Limits, _ firstLines: inout [String: Int]) {
    guard line.count <= limits.lineBytes else {
      return refuse(number, nil, "has \(line.count) bytes; at most \(limits.lineBytes) are read")
    }
    let document: JSONValue
    do throws(DialectError) { document = try JSONValue.parse(line.span, maxValues: 100_000) } catch {
      return refuse(number, nil, error.message)
    }
    var reader = GoldenReader(document: document, line: number)
    if let read = reader.read() {
      if let first = firstLines[read.id] {
        refuse(number, read.id, "the id was used in line \(first) already; give each case its own")
      } else {
        firstLines[read.id] = number
        cases.append(read)
      }
    }
    problems += reader.problems
  }

  private mutating func refuse(_ line: Int, _ id: String?, _ message: String) {
    problems.append(GoldenProblem(line: line, id: id, severity: .refused, message: message))
  }
}
