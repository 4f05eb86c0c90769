import Synchronization

/// Says what is wrong with the ledger, to who asks and to who wants to be told.
final class TroubleSign: Sendable {
  /// What kind of trouble it is, the worst first.
  enum Kind: CaseIterable, Sendable {
    /// A file is not where it was.
    case files
    /// What the process before this one left cannot be taken in.
    case predecessor
    /// SQLite does not write.
    case storage
    /// Single rows could not be written.
    case rows
  }

  private struct State: Sendable {
    var texts: [Kind: String] = [:]
    var listeners: [@Sendable (String?) -> Void] = []

    var text: String? { Kind.allCases.lazy.compactMap { texts[$0] }.first }
  }

  private let state = Mutex(State())

  /// What is wrong now; nil when nothing is.
  var text: String? { state.withLock { $0.text } }

  /// Notes trouble of a kind, or with nil its end, and tells the listeners when that changes what is wrong.
  func set(_ text: String?, _ kind: Kind) {
    let (changed, listeners, now) = state.withLock { state in
      let before = state.text
      state.texts[kind] = text
      return (state.text != before, state.listeners, state.text)
    }
    if changed { for listener in listeners { listener(now) } }
  }

  /// Has a listener told of every change, and at once when something is wrong already.
  func listen(_ listener: @escaping @Sendable (String?) -> Void) {
    let text = state.withLock { state in
      state.listeners.append(listener)
      return state.text
    }
    if let text { listener(text) }
  }
}
