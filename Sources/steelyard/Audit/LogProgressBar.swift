import Foundation
import Synchronization
import UsageLogs

/// A line on a terminal's standard error that says how far the reading of logs is; formats are told anywhere.
final class LogProgressBar: Sendable {
  private let isShown = isatty(FileHandle.standardError.fileDescriptor) == 1
  private let last = Mutex(Date.distantPast)
  private let start = Date()

  /// Tells of a chunk that was read.
  func show(_ progress: LogProgress) {
    if let detected = progress.detected { note("\(progress.file.name): \(detected)") }
    guard isShown else { return }
    let now = Date()
    let isDue = last.withLock { last in
      guard now.timeIntervalSince(last) > 0.2 else { return false }
      last = now
      return true
    }
    guard isDue else { return }
    let seconds = max(now.timeIntervalSince(start), 1e-9)
    let rate = Double(progress.rows) / seconds
    var text = "\r\(Dollars.grouped(Double(progress.rows))) rows, \(Dollars.grouped(rate.rounded()))/s"
    if let all = progress.storedBytesInAll, all > 0 {
      let share = min(1, Double(progress.storedBytes) / Double(all))
      let filled = Int(30 * share)
      let left = share > 0 ? seconds / share - seconds : 0
      text =
        "\r\(String(repeating: "█", count: filled))\(String(repeating: "·", count: 30 - filled)) "
        + text.dropFirst() + String(format: ", %.0f s left", left)
    }
    StandardError.write(text + "\u{1B}[K")
  }

  private func note(_ text: String) { StandardError.write((isShown ? "\r\u{1B}[K" : "") + text + "\n") }

  /// Clears the line.
  func end() { if isShown { StandardError.write("\r\u{1B}[K") } }
}
