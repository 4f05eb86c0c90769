import Foundation
import Synchronization

/// A line on a terminal's standard error that says how far a long work is; nothing where there is no terminal.
final class ProgressBar: Sendable {
  private let what: String
  private let total: Int
  private let isShown = isatty(FileHandle.standardError.fileDescriptor) == 1
  private let state = Mutex((done: 0, shown: -1))
  private let start = Date()

  init(_ what: String, of total: Int) {
    self.what = what
    self.total = max(1, total)
  }

  /// One more is done; may be called from any thread.
  func step() {
    let (done, isNews) = state.withLock { state in
      state.done += 1
      let percent = 100 * state.done / total
      defer { state.shown = max(state.shown, percent) }
      return (state.done, percent > state.shown)
    }
    guard isShown, isNews else { return }
    let seconds = Date().timeIntervalSince(start)
    let filled = min(30, 30 * done / total)
    let left = seconds / Double(done) * Double(max(0, total - done))
    let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: 30 - filled)
    StandardError.write(
      "\r\(what) \(bar) \(done)/\(total), \(String(format: "%.0f/s, %.0f s left ", Double(done) / max(seconds, 1e-9), left))"
    )
  }

  /// Clears the line.
  func end() { if isShown { StandardError.write("\r\u{1B}[K") } }
}
