import Catalog
import Dialects
import Economics
import HTTP1
import Ledger
import NIOCore
import Routing
import Synchronization

/// A request as the router sees it, and what it decided. A class, as both are long and are handed on many times.
final class RoutedRequest {
  let request: RoutingRequest
  let decision: Decision

  init(_ request: RoutingRequest, _ decision: Decision) {
    self.request = request
    self.decision = decision
  }
}

/// One request on its way through: read, decided, held, attempted, relayed, settled. Belongs to one event loop.
final class Exchange {
  enum Phase {
    case deciding
    /// The key's cap has room for the request once others have ended; nothing is held yet.
    case waiting
    /// The encoder is asked what the text is; nothing is held yet.
    case assessing
    /// An attempt is being made; nothing has reached the caller.
    case attempting
    /// A whole answer is held back while models are asked about it.
    case examining
    /// The caller has got a part of a stream.
    case streaming
    /// Settled; the caller has its reply or is gone.
    case done
  }

  let worker: Worker
  let snapshot: Snapshot
  let head: RequestHead
  let body: ByteBuffer
  let grant: KeyGrant
  let id: DecisionID
  let startedAt: Timestamp
  let started = NIODeadline.now()

  var client: ClientConnection?
  var phase = Phase.deciding
  var outline: RequestOutline?
  var routed: RoutedRequest?
  var hold: Hold?
  var machine = AttemptMachine(settings: .init(), offers: 0)
  var attempts = AttemptLog()
  /// What the attempts so far cost, the one under way excepted.
  var bills: [AttemptBill] = []
  /// What the ledger keeps, from when money was first asked for until it is held.
  var waitingDraft: DecisionDraft?

  // The attempt under way, or the last one.
  /// The position in the catalogue of the offer that is asked; nil before the first attempt.
  var offerNumber: Int?
  /// True from when its request was sent until its bill is written.
  var isUnbilled = false
  var connection: UpstreamConnection?
  var attemptNumber = 0
  var attemptStarted = NIODeadline.now()
  var lastActivity = NIODeadline.now()
  var replyHead: HTTPResponseParser.Head?
  var replyBody = ByteBuffer()
  var relay: Relay?
  var out: [UInt8] = []
  var firstByteAt: NIODeadline?
  var readingPaused = false
  /// True while the answer that is under way is not shown before the cascade's signals have spoken.
  var isHeldBack = false
  /// True while an answer that is under way carries token probabilities that only the cascade asked for.
  var asksLogProbabilities = false
  /// A stream as the upstream sent it, where its translation loses what the cascade looks at.
  var heldBytes: [UInt8] = []
  /// An answer that models are being asked about.
  var examination: Examination?
  /// An answer that was put aside; at most one.
  var aside: Aside?
  /// Facts of a reply that came whole.
  var wholeFacts: ReplyFacts?
  /// What the settled request cost; nil before, and when it is not known.
  var settledCost: NanoDollars?
  /// Bytes of the answer whose cost the journal knows.
  var notedBytes = 0
  /// What is kept for a second model to be shown; nil unless the request was chosen for that.
  var shadowCopy: ShadowCopy?

  init(client: ClientConnection, worker: Worker, head: RequestHead, body: ByteBuffer, grant: KeyGrant) {
    self.client = client
    self.worker = worker
    self.head = head
    self.body = body
    self.grant = grant
    snapshot = worker.snapshot
    id = worker.core.ledger.makeID()
    startedAt = .now()
  }

  var dialect: Dialect { grant.dialect }

  /// The offer whose turn it is, as the decision ranks it.
  var ranked: Decision.RankedOffer? {
    guard let routed, routed.decision.order.indices.contains(machine.position) else { return nil }
    return routed.decision.order[machine.position]
  }

  /// Reads the request, decides, holds the money and makes the first attempt.
  func begin() {
    let outline: RequestOutline
    let body = self.body
    do {
      outline = try RequestOutline.scan(body.readableBytesUInt8Span, endpoint: grant.endpoint, limits: .standard)
    } catch {
      return refuse(WireError(error), status: nil)
    }
    self.outline = outline
    // OpenRouter's `models` lets the upstream choose among several, past the policy that chose this one.
    if outline.alternativeModelsRange != nil { return refuse(.alternativeModels, status: nil) }
    decide(read(outline), outline)
  }

  /// Holds the money of a decision and makes the first attempt.
  func proceed(_ routed: RoutedRequest) {
    phase = .deciding
    var routed = reachingOut(routed) ?? routed
    routed = drawingLot(routed) ?? routed
    // Of the gates that were open only those that this request was subject to are put on record.
    if routed.request.openGates != routed.decision.openGates {
      var request = routed.request
      request.openGates = routed.decision.openGates
      routed = RoutedRequest(request, routed.decision)
    }
    self.routed = routed
    if let error = WireError(routed.decision, requestedModel: outline?.model ?? "", snapshot: snapshot) {
      return refuse(error, status: .refused)
    }
    reserve()
  }

  /// Makes the first attempt, once money is held.
  func begin(_ hold: Hold) {
    self.hold = hold
    waitingDraft = nil
    machine = AttemptMachine(settings: snapshot.configuration.retries, offers: routed?.decision.order.count ?? 0)
    phase = .attempting
    attempt()
  }

  // Breakers shut an offer out as long as others can serve. Where none is left, those that are shut out are tried after
  // all, a few requests at a time: how else would it be noticed that they are back?
  private func reachingOut(_ routed: RoutedRequest) -> RoutedRequest? {
    guard !routed.request.unavailable.isEmpty, case .unavailable = routed.decision.outcome else { return nil }
    var request = routed.request
    request.unavailable = []
    return RoutedRequest(request, snapshot.router.decide(request))
  }

  /// The caller has closed its connection: the upstream is stopped and what was used is settled.
  func clientGone() {
    client = nil
    guard phase != .done else { return }
    // Nothing is held and nothing was sent before a decision and its money.
    if phase == .assessing || phase == .waiting { return leave() }
    connection?.cancel()
    connection = nil
    if isUnbilled, let offerNumber {
      worker.core.breakers.abandoned(snapshot.catalog.offers[offerNumber].id, sent: attemptStarted)
    }
    settle(.cancelled, httpStatus: 499)
  }

  /// The caller reads more slowly, or again as fast as before, than the upstream writes.
  func clientWritabilityChanged(_ writable: Bool) {
    guard phase == .streaming else { return }
    readingPaused = !writable
    if writable { lastActivity = .now() }
    connection?.setReading(writable)
  }

  /// Ends an attempt that has passed a time limit.
  func sweep(_ now: NIODeadline) {
    guard connection != nil, phase == .attempting || phase == .streaming else { return }
    let timeouts = snapshot.configuration.timeouts
    let hasFallback = !machine.isLast
    func isOver(_ limit: Int64, since: NIODeadline) -> Bool { limit > 0 && now - since > .milliseconds(limit) }
    if isOver(timeouts.total, since: attemptStarted) { return expire(.total) }
    guard firstByteAt != nil else {
      if isOver(firstByteLimit(timeouts, hasFallback), since: attemptStarted) { expire(.firstByte) }
      return
    }
    if phase == .attempting, hasFallback, relay?.sawContent == false {
      // A model that was asked to think may be silent for as long as one that has not begun.
      let thinks = outline?.features.contains(.reasoning) == true
      let limit = thinks ? timeouts.firstByte(hasFallback: true) : timeouts.firstToken
      if isOver(limit, since: attemptStarted) { return expire(.firstToken) }
    }
    // A client that does not read is its connection's to end.
    if !readingPaused, isOver(timeouts.idle(hasFallback: hasFallback), since: lastActivity) { expire(.idle) }
  }

  // A whole reply begins when all of it is made, so that it gets the time that its longest answer takes; milliseconds.
  private func firstByteLimit(_ timeouts: GatewayConfiguration.Timeouts, _ hasFallback: Bool) -> Int64 {
    let limit = timeouts.firstByte(hasFallback: hasFallback)
    guard hasFallback, limit > 0, outline?.stream != true else { return limit }
    let made = limit + Int64(min(outputLimit, 100_000)) * Self.millisecondsPerToken
    return timeouts.firstByte > 0 ? min(made, max(limit, timeouts.firstByte)) : made
  }

  /// What a slow model takes for a token.
  private static let millisecondsPerToken: Int64 = 15

  /// The process is ending and will not wait any longer.
  func endForShutdown() {
    guard phase != .done else { return }
    if phase == .assessing || phase == .waiting { return refuse(.shuttingDown, status: nil) }
    connection?.cancel()
    connection = nil
    fail(.shuttingDown, status: .cut)
  }

  private func expire(_ limit: UpstreamFailure.Phase) {
    connection?.cancel()
    connection = nil
    attemptFailed(.timeout(limit), retryAfter: nil)
  }

  /// Answers with an error before anything was sent upstream.
  func refuse(_ error: WireError, status: RequestStatus?) {
    worker.core.log.note(.refusal, "\(id): refused with \(error.status), \(error.code ?? "error"): \(error.message)")
    if let status { recordWithoutHold(status, error: error) } else { leave() }
    let client = self.client
    client?.respond(error, dialect: dialect, fields: identityFields)
    self.client = nil
    client?.exchangeEnded()
  }

  /// Ends the exchange with an error: as a reply if nothing was sent yet, else inside the stream.
  func fail(_ error: WireError, status: RequestStatus) {
    let begun = phase == .streaming
    settle(status, httpStatus: begun ? 200 : error.status, error: error.message)
    let client = self.client
    self.client = nil
    if begun {
      // The caller's parser must see the error as an event of its own, hence the flush of what came before it.
      out += error.streamEvent(dialect)
      client?.endStream(out, trailer: costTrailer)
      out.removeAll(keepingCapacity: true)
    } else {
      client?.respond(error, dialect: dialect, fields: decisionFields)
    }
    client?.exchangeEnded()
  }

  func leave() {
    phase = .done
    grant.end()
  }
}
