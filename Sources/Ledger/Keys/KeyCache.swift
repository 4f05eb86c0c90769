import Dispatch
import GRDB
import Synchronization

/// The keys in memory, so that proving one needs no database; they are read again beside the writer, whose troubles must
/// not put off a revocation.
final class KeyCache: Sendable {
  private struct Reading: Sendable {
    var isDue = false
    var isClosed = false
    var last: DispatchTime?
    var waiting: [@Sendable () -> Void] = []
  }

  private let table: Mutex<KeyTable>
  private let hadKeys: Atomic<Bool>
  private let database: DatabasePool
  private let marker: KeysMarker
  private let queue = DispatchQueue(label: "steelyard.keys")
  private let reading = Mutex(Reading())

  /// The least time between two readings that were asked for.
  private static let interval = DispatchTimeInterval.milliseconds(100)
  private static let mostWaiting = 4096

  init(_ table: KeyTable, _ database: DatabasePool, _ marker: KeysMarker) {
    self.table = Mutex(table)
    self.database = database
    self.marker = marker
    hadKeys = Atomic(marker.isThere)
  }

  /// True once any key exists or has existed.
  var requiresKey: Bool { hadKeys.load(ordering: .relaxed) || table.withLock { !$0.isEmpty } }

  /// True when keys have existed and none is there.
  var wereLost: Bool { hadKeys.load(ordering: .relaxed) && table.withLock { $0.isEmpty } }

  func authenticate(_ token: Span<UInt8>) -> KeyRecord? {
    guard let name = KeyToken.name(token), let entry = table.withLock({ $0.entry(named: name) }),
      entry.matches(KeyToken.digest(token)), entry.key.revokedAt == nil
    else { return nil }
    return entry.key
  }

  /// Whether a token has the form of a key and names none that is known.
  func mayBeNew(_ token: Span<UInt8>) -> Bool {
    guard let name = KeyToken.name(token) else { return false }
    return table.withLock { !$0.hasEntry(named: name) }
  }

  /// Has the keys read again soon, on a thread of its own, if the stored generation is another than ours.
  func refresh() { request(nil) }

  /// Has the keys read again, and tells when a reading that began after this call has ended; at most one in 100 ms.
  func reload(then completion: @escaping @Sendable () -> Void) {
    if !request(completion) { completion() }
  }

  @discardableResult
  private func request(_ completion: (@Sendable () -> Void)?) -> Bool {
    let now = DispatchTime.now()
    let (accepted, due) = reading.withLock { reading -> (Bool, DispatchTime?) in
      guard !reading.isClosed else { return (false, nil) }
      if let completion {
        guard reading.waiting.count < Self.mostWaiting else { return (false, nil) }
        reading.waiting.append(completion)
      }
      guard !reading.isDue else { return (true, nil) }
      reading.isDue = true
      return (true, reading.last.map { max(now, $0 + Self.interval) } ?? now)
    }
    if let due { queue.asyncAfter(deadline: due) { [self] in read() } }
    return accepted
  }

  private func read() {
    let waiting = reading.withLock { reading in
      defer {
        reading.isDue = false
        reading.last = .now()
        reading.waiting = []
      }
      return reading.waiting
    }
    // One that fails leaves the keys as they are known; the next is half a second away.
    try? reload()
    for completion in waiting { completion() }
  }

  /// Reads the keys again if the stored generation is another than ours.
  func reload() throws {
    let ours = table.withLock { $0.generation }
    let changed = try database.read { db in
      try KeyRows.generation(db) == ours ? nil : try KeyRows.table(db)
    }
    guard let changed else { return }
    if !changed.isEmpty { hadKeys.store(true, ordering: .relaxed) }
    table.withLock { if $0.generation < changed.generation { $0 = changed } }
  }

  /// Ends what is under way; whoever waits is told.
  func close() {
    reading.withLock { $0.isClosed = true }
    queue.sync { [self] in read() }
  }
}
