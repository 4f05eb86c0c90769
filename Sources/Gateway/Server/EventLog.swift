import Logging
import NIOCore
import Synchronization

/// One line of the log for each thing that went wrong or changed, and no more than a person can read.
///
/// Whoever can cause an event can cause many: of each kind a few lines a second are written, and what was left out is
/// said with the next one. Writing goes to the process's own output; a request that goes well writes nothing.
final class EventLog: Sendable {
  /// What an event is about; each kind has its own allowance.
  enum Kind: String, CaseIterable, Sendable {
    /// A request that was refused before any model was asked.
    case refusal
    /// A client that was cut off or turned away.
    case client
    /// An attempt at an upstream that failed.
    case upstream
    case breaker
    case ledger
    case files

    fileprivate var level: Logger.Level {
      switch self {
      case .refusal: .info
      case .client, .upstream, .breaker: .notice
      case .ledger, .files: .warning
      }
    }
  }

  private struct Allowance {
    var second: Int64 = .min
    var lines = 0
    var omitted = 0
  }

  /// Lines of one kind in one second, at most.
  static let linesPerSecond = 20
  private let logger: Logger
  private let allowances = Mutex<[Kind: Allowance]>([:])

  init(_ logger: Logger) { self.logger = logger }

  /// Notes an event unless too many of its kind came in this second. A sentence may have words of callers and upstreams
  /// in it: no character of theirs ends the line, and no text of theirs is long.
  func note(_ kind: Kind, _ sentence: @autoclosure () -> String, at now: NIODeadline = .now()) {
    guard logger.logLevel <= kind.level, let omitted = admit(kind, now) else { return }
    let left = omitted > 0 ? " (\(omitted) more of this kind were left out)" : ""
    logger.log(level: kind.level, "\(Self.line(sentence()))\(left)", metadata: ["kind": "\(kind.rawValue)"])
  }

  // How many were left out before this one; nil when this one is, too.
  private func admit(_ kind: Kind, _ now: NIODeadline) -> Int? {
    let second = Int64(now.uptimeNanoseconds / 1_000_000_000)
    return allowances.withLock { allowances in
      var allowance = allowances[kind, default: Allowance()]
      defer { allowances[kind] = allowance }
      if allowance.second != second {
        allowance.second = second
        allowance.lines = 0
      }
      guard allowance.lines < Self.linesPerSecond else {
        allowance.omitted += 1
        return nil
      }
      allowance.lines += 1
      defer { allowance.omitted = 0 }
      return allowance.omitted
    }
  }

  private static func line(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(longest).map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
    return String(String.UnicodeScalarView(shown)) + (text.unicodeScalars.count > longest ? "…" : "")
  }

  private static let longest = 600
}
