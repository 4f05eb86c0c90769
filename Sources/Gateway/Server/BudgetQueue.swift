import NIOCore

/// Requests that wait for money which other requests of their key hold, each key's in the order in which they came.
/// Belongs to one event loop.
///
/// Their number is bounded by the places that requests take; each waits for `timeouts.budget_wait` at most.
final class BudgetQueue {
  private struct Waiting {
    let exchange: Exchange
    let since: NIODeadline
  }

  private var lines: [String: [Waiting]] = [:]
  // Keys whose money has come back in this turn of the loop.
  private var returned: Set<String> = []
  private let loop: any EventLoop

  init(loop: any EventLoop) { self.loop = loop }

  /// Whether somebody waits for the key's money.
  func isWaited(for key: String) -> Bool { !lines.isEmpty && lines[key] != nil }

  /// Has a request wait behind the others of its key.
  func add(_ exchange: Exchange, key: String) {
    lines[key, default: []].append(Waiting(exchange: exchange, since: .now()))
  }

  /// Lets those who wait for the key's money try once this turn of the loop is over.
  func moneyReturned(to key: String) {
    guard isWaited(for: key), returned.insert(key).inserted, returned.count == 1 else { return }
    let bound = NIOLoopBound(self, eventLoop: loop)
    loop.execute {
      let queue = bound.value
      let keys = queue.returned
      queue.returned.removeAll()
      for key in keys { queue.serve(key) }
    }
  }

  /// Ends waits that have taken too long, and lets the first of each line try: other loops may have returned money.
  func sweep(_ now: NIODeadline, limit: Int64) {
    guard !lines.isEmpty else { return }
    for key in Array(lines.keys) {
      serve(key)
      guard let line = lines[key] else { continue }
      let late = line.prefix { now - $0.since > .milliseconds(max(1, limit)) }
      keep(Array(line.dropFirst(late.count)), key)
      for waiting in late where waiting.exchange.phase == .waiting { waiting.exchange.stopWaiting() }
    }
  }

  // The first in line tries until one does not get its money; those that are gone leave.
  private func serve(_ key: String) {
    while let first = lines[key]?.first {
      if first.exchange.phase == .waiting { first.exchange.tryToHold() }
      guard first.exchange.phase != .waiting else { return }
      keep(Array(lines[key]?.dropFirst() ?? []), key)
    }
  }

  private func keep(_ line: [Waiting], _ key: String) { lines[key] = line.isEmpty ? nil : line }
}
