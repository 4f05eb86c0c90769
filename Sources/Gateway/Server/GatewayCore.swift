import Ledger
import Logging
import Synchronization

/// What all event loops share. Everything in it is immutable or guards itself.
final class GatewayCore: Sendable {
  let ledger: Ledger
  let breakers: Breakers
  /// Settles what words leave open, once it is loaded.
  let encoder: EncoderService
  /// Who has earned a place; nobody until evidence says so.
  let openGates: OpenGates
  /// Has requests answered by the side that did not serve them.
  let shadow: ShadowService
  let logger: Logger
  /// Takes in what callers say of answers.
  let feedback: FeedbackDesk
  /// Requests being served now.
  let places = RequestPlaces()
  /// Bytes of their bodies, those that are still coming included.
  let bodyBytes = Atomic<Int>(0)
  /// What happens at the doors and upstream, for people.
  let log: EventLog
  /// Whether callers of other machines can reach us.
  let isOpen: Bool
  /// That keys have existed, told by the configuration's folder.
  let keysMemory: KeysMemory
  /// Client connections for which the process may open enough files.
  let affordableConnections: Int
  /// Open client connections.
  let connections = Atomic<Int>(0)
  /// True once no connection is kept: another process is about to take this one's place, or shutdown has begun.
  let leaving = Atomic<Bool>(false)
  /// True once shutdown has begun.
  let draining = Atomic<Bool>(false)
  private let current: Mutex<Snapshot>

  init(ledger: Ledger, snapshot: Snapshot, encoder: EncoderService, affordableConnections: Int, logger: Logger) {
    let log = EventLog(logger)
    self.log = log
    self.affordableConnections = affordableConnections
    isOpen = !SiteName.isLoopback(listening: snapshot.configuration.host)
    keysMemory = KeysMemory(configuration: snapshot.configuration.file)
    breakers = Breakers { change in log.note(.breaker, change.sentence) }
    self.encoder = encoder
    self.ledger = ledger
    openGates = OpenGates()
    shadow = ShadowService(
      desk: GateDesk(ledger.evidence, open: openGates, logger: logger), store: ledger.evidence, logger: logger)
    feedback = FeedbackDesk(ledger)
    self.logger = logger
    current = Mutex(snapshot)
    ledger.onTrouble { trouble in
      log.note(.ledger, trouble.map { "the ledger cannot write: \($0)" } ?? "the ledger can write again")
    }
  }

  /// The configuration in force. A request keeps the one it began with.
  var snapshot: Snapshot { current.withLock { $0 } }

  /// Puts a new configuration in force, for requests that begin from now on.
  func replace(_ snapshot: Snapshot) { current.withLock { $0 = snapshot } }
}
