import Foundation

/// Shows how far the day has come: one line that is rewritten on a terminal, a line now and then elsewhere.
struct DemoProgress {
  private let total: Int
  private let rewrites: Bool
  private let width: Int
  private var done = 0
  private var failed = 0

  init(total: Int) {
    self.total = total
    rewrites = isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    var size = winsize()
    let known = rewrites && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20
    width = known ? Int(size.ws_col) : 80
  }

  /// Counts an outcome and shows it.
  mutating func add(_ outcome: DemoOutcome) {
    done += 1
    if outcome.failure != nil { failed += 1 }
    guard rewrites || done % 25 == 0 || done == total else { return }
    let failures = failed > 0 ? ", \(failed) failed" : ""
    let offer = outcome.offer ?? outcome.failure ?? ""
    let line =
      "\(outcome.request.at)  \(done)/\(total)\(failures)  \(outcome.request.tenant): "
      + "\(outcome.useCase ?? outcome.request.claim) → \(offer)"
    if rewrites {
      print("\r\u{1B}[2K\(Self.cut(line, to: width - 1))", terminator: done == total ? "\n" : "")
    } else {
      print(line)
    }
    fflush(nil)
  }

  private static func cut(_ line: String, to width: Int) -> String {
    var kept = ""
    var used = 0
    for character in line {
      used += TextTable.width(String(character))
      guard used <= width else { break }
      kept.append(character)
    }
    return kept
  }
}
