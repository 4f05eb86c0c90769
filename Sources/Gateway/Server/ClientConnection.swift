import Dialects
import Foundation
import HTTP1
import Ledger
import NIOCore
import Synchronization

/// One client's connection: reads requests, one at a time, and writes replies. Belongs to one event loop.
///
/// Nothing is parsed or answered while what was answered before waits for the client, so that what a client does not
/// read is bounded by the channel's watermark and one reply. A client to which nothing can be written for
/// `timeouts.client_write` is cut off, whatever is under way.
final class ClientConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum Phase {
    /// Waiting for a request's head since then.
    case idle(since: NIODeadline, first: Bool)
    /// Collecting a request's body.
    case body(RequestHead, KeyGrant, started: NIODeadline, last: NIODeadline)
    /// A request's key is being looked up.
    case admitting
    /// A request is being served.
    case serving(Exchange)
    /// What was said of an answer is being taken in.
    case takingFeedback(KeyGrant)
    /// An answer was given before the request was read whole; the rest is thrown away so that the answer arrives.
    case discarding(since: NIODeadline)
    /// What came was no HTTP and the answer is on its way; nothing that still comes is looked at.
    case broken(since: NIODeadline)
    /// The connection closes once what was written has left; nothing that still comes is looked at.
    case closing
    case closed
  }

  private let worker: Worker
  private var phase: Phase
  private var channel: (any Channel)?
  private var parser: HTTPRequestParser
  // What was read and not yet taken: the begin of a head, or requests that were sent before the reply to another.
  private var input: ByteBuffer
  // The body under way. Held by no phase, as a second reference would have each read copy all of it.
  private var body: ByteBuffer
  private var isTaking = false
  // Requests whose heads were read in this turn of the loop.
  private var taken = 0
  private var isReading = true
  private var keepAlive = true
  private var isHTTP10 = false
  private var isHead = false
  private(set) var hasBegunStream = false
  // Bytes handed to the channel so far; may wrap.
  private var written = 0
  // Whether some of them may not have left, and for how long none has.
  private var mayHaveWaiting = false
  private var stall: (time: TimeAmount, seen: NIODeadline, left: Int)?

  init(worker: Worker) {
    self.worker = worker
    parser = HTTPRequestParser(headLimit: worker.limits.headerBytes)
    input = worker.emptyBuffer
    body = worker.emptyBuffer
    phase = .idle(since: .now(), first: true)
  }

  /// True while more can be written without piling up.
  var isWritable: Bool { channel?.isWritable ?? false }

  func handlerAdded(context: ChannelHandlerContext) { channel = context.channel }

  func channelActive(context: ChannelHandlerContext) {
    worker.add(self)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    let left = phase
    phase = .closed
    channel = nil
    (input, body) = (worker.emptyBuffer, worker.emptyBuffer)
    worker.remove(self)
    switch left {
    case .serving(let exchange): exchange.clientGone()
    case .body(_, let grant, _, _): grant.end()
    case .idle, .admitting, .takingFeedback, .discarding, .broken, .closing, .closed: break
    }
    context.fireChannelInactive()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    let isWritable = context.channel.isWritable
    if case .serving(let exchange) = phase { exchange.clientWritabilityChanged(isWritable) }
    if isWritable { take() }
    context.fireChannelWritabilityChanged()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    if isDeaf { return }
    if input.readableBytes == 0 { input = bytes } else { input.writeBuffer(&bytes) }
    take()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  // Takes what can be taken of the bytes that have come: nothing while a request is served or a reply waits for its
  // reader, and only so many requests before other connections have their turn.
  private func take() {
    guard !isTaking else { return }
    isTaking = true
    defer { isTaking = false }
    taken = 0
    do {
      while mayTake, let part = try parser.next(&input) { receive(part) }
    } catch {
      return reject(error)
    }
    if isDeaf { input = worker.emptyBuffer }
    if input.readableBytes == 0 { input = worker.emptyBuffer }
    if taken >= worker.limits.pipelined, input.readableBytes > 0, !isBusy { takeSoon() }
    // Reading goes on while a request is served, since that is how a disconnect is noticed; but not without bound.
    setReading(mayTake || input.readableBytes <= Self.readAhead)
  }

  private func takeSoon() {
    let bound = NIOLoopBound(self, eventLoop: worker.loop)
    // Not in this turn: a task that a task adds runs before the loop looks at its sockets again.
    worker.loop.scheduleTask(in: .milliseconds(1)) { bound.value.take() }
  }

  /// Bytes that are read while nothing can be taken, at most and by one read more.
  private static let readAhead = 16 << 10

  private var mayTake: Bool { !isBusy && isWritable && taken < worker.limits.pipelined }

  // True once nothing that comes is looked at any more.
  private var isDeaf: Bool {
    switch phase {
    case .broken, .closing, .closed: true
    case .idle, .body, .admitting, .serving, .takingFeedback, .discarding: false
    }
  }

  private var isBusy: Bool {
    switch phase {
    case .admitting, .serving, .takingFeedback, .broken, .closing, .closed: true
    case .idle, .body, .discarding: false
    }
  }

  // What follows cannot be told apart any more, so the connection ends with the answer.
  private func reject(_ error: HTTPMalformed) {
    input = worker.emptyBuffer
    keepAlive = false
    switch phase {
    // An answer that was given already is the only one.
    case .discarding: return close()
    case .body(_, let grant, _, _): grant.end()
    default: break
    }
    let isNoHTTP = error.code == "invalid_http" && !error.isTooLong
    let sentence = isNoHTTP ? "this is not a valid HTTP/1.1 request: \(error)" : error.description
    worker.core.log.note(.refusal, "refused with \(error.status), \(error.code): \(sentence)")
    respond(WireError(status: error.status, message: sentence, code: error.code), dialect: .openAIChat)
    phase = .broken(since: .now())
  }

  private func receive(_ part: HTTPRequestParser.Part) {
    switch (part, phase) {
    case (.head(let head), .idle): begin(head)
    case (.body(let bytes), .body(let head, let grant, let started, _)): collect(bytes, head, grant, started)
    case (.end, .body(let head, let grant, _, _)): serve(head, grant)
    case (.end, .discarding):
      if keepAlive { becomeIdle() } else { close() }
    default: break
    }
  }

  private func begin(_ request: RequestHead) {
    taken += 1
    keepAlive = request.keepAlive && !worker.isLeaving
    isHTTP10 = request.isHTTP10
    isHead = request.method == .head
    admit(request, mayLookUp: true)
  }

  private func admit(_ request: RequestHead, mayLookUp: Bool) {
    switch worker.admit(request, mayLookUp: mayLookUp) {
    case .lookUp:
      phase = .admitting
      let bound = NIOLoopBound((self, request), eventLoop: worker.loop)
      worker.core.ledger.reloadKeys {
        bound.eventLoop.execute {
          let (connection, request) = bound.value
          guard case .admitting = connection.phase else { return }
          connection.phase = .idle(since: .now(), first: false)
          connection.admit(request, mayLookUp: false)
          connection.take()
        }
      }
    case .answer(let reply):
      respond(reply)
      if case .idle = phase { phase = .discarding(since: .now()) }
    case .refuse(let error, let dialect):
      keepAlive = keepAlive && (request.contentLength ?? 0) <= 64 << 10 && !request.expectsContinue
      refuse(error, dialect: dialect)
    case .proceed(let grant):
      if request.expectsContinue { write { $0.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n") } }
      let now = NIODeadline.now()
      body = worker.emptyBuffer
      phase = .body(request, grant, started: now, last: now)
    }
  }

  private func collect(_ bytes: ByteBuffer, _ head: RequestHead, _ grant: KeyGrant, _ started: NIODeadline) {
    guard body.readableBytes + bytes.readableBytes <= grant.bodyLimit else {
      return refuse(.bodyTooLarge(limit: grant.bodyLimit), of: grant)
    }
    guard grant.takesBody(bytes.readableBytes) else {
      return refuse(.tooManyBodies(limit: worker.limits.bodyBudgetBytes), of: grant)
    }
    if body.readableBytes == 0 {
      body = bytes
    } else {
      if let length = head.contentLength, body.readableBytes + bytes.readableBytes < length {
        body.reserveCapacity(min(length, worker.limits.bodyBytes, max(1 << 20, body.readableBytes * 2)))
      }
      body.writeImmutableBuffer(bytes)
    }
    phase = .body(head, grant, started: started, last: .now())
  }

  private func serve(_ head: RequestHead, _ grant: KeyGrant) {
    let body = self.body
    self.body = worker.emptyBuffer
    if grant.isFeedback { return takeFeedback(body, grant) }
    hasBegunStream = false
    let exchange = Exchange(client: self, worker: worker, head: head, body: body, grant: grant)
    phase = .serving(exchange)
    exchange.begin()
  }

  private func takeFeedback(_ body: ByteBuffer, _ grant: KeyGrant) {
    phase = .takingFeedback(grant)
    let (core, loop) = (worker.core, worker.loop)
    let bound = NIOLoopBound((self, grant), eventLoop: loop)
    core.feedback.take(
      Array(body.readableBytesView), key: grant.key, dialect: grant.dialect,
      shadow: worker.snapshot.configuration.shadow
    ) { reply in
      loop.execute {
        let (connection, grant) = bound.value
        grant.end()
        connection.feedbackTaken(reply)
      }
    }
  }

  private func feedbackTaken(_ reply: WholeReply) {
    guard case .takingFeedback = phase else { return }
    respond(reply)
    if keepAlive { becomeIdle() } else { close() }
  }

  // A request whose body is not taken any further.
  private func refuse(_ error: WireError, of grant: KeyGrant) {
    body = worker.emptyBuffer
    grant.end()
    keepAlive = false
    refuse(error, dialect: grant.dialect)
  }

  // An answer before the body was read: what is still coming is read and thrown away, for a second at most.
  private func refuse(_ error: WireError, dialect: Dialect) {
    worker.core.log.note(.refusal, "refused with \(error.status), \(error.code ?? "error"): \(error.message)")
    respond(error, dialect: dialect)
    if isDeaf { return }
    phase = .discarding(since: .now())
  }

  private func becomeIdle() {
    phase = .idle(since: .now(), first: false)
    take()
  }
}

extension ClientConnection {
  /// Answers a request whole, with an error in the caller's dialect.
  func respond(_ error: WireError, dialect: Dialect, fields: String = "") {
    respond(WholeReply(error, dialect: dialect, fields: fields))
  }

  /// Answers a request whole.
  func respond(_ reply: WholeReply) {
    let keepAlive = keeps()
    write(capacity: reply.body.count + reply.fields.utf8.count + 160) { buffer in
      buffer.writeStaticString("HTTP/1.1 ")
      buffer.writeString(reply.statusLine)
      buffer.writeStaticString("\r\n")
      buffer.writeString(reply.fields)
      buffer.writeStaticString("content-type: application/json\r\ncontent-length: ")
      buffer.writeString(String(reply.body.count))
      buffer.writeStaticString(keepAlive ? "\r\n\r\n" : "\r\nconnection: close\r\n\r\n")
      if !self.isHead { buffer.writeBytes(reply.body) }
    }
  }

  /// Answers a request whole with a body as it came; `fields` writes what tells of it.
  func respond(_ body: ByteBuffer, fields: (inout ByteBuffer) -> Void) {
    let keepAlive = keeps()
    write(capacity: body.readableBytes + 640) { buffer in
      buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
      fields(&buffer)
      buffer.writeStaticString("content-type: application/json\r\ncontent-length: ")
      buffer.writeString(String(body.readableBytes))
      buffer.writeStaticString(keepAlive ? "\r\n\r\n" : "\r\nconnection: close\r\n\r\n")
      buffer.writeImmutableBuffer(body)
    }
  }

  /// Begins a streamed reply; `body` is its first piece.
  func beginStream(fields: String, body: [UInt8]) {
    hasBegunStream = true
    if isHTTP10 { keepAlive = false }
    let keepAlive = keeps()
    write(atOnce: true) { buffer in
      buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
      buffer.writeString(fields)
      buffer.writeStaticString("content-type: text/event-stream; charset=utf-8\r\ncache-control: no-cache\r\n")
      if !self.isHTTP10 {
        buffer.writeStaticString("transfer-encoding: chunked\r\ntrailer: x-steelyard-cost-nanousd\r\n")
      }
      buffer.writeStaticString(keepAlive ? "\r\n" : "connection: close\r\n\r\n")
      self.appendChunk(body, to: &buffer)
    }
  }

  /// A further piece of a streamed reply.
  func writeStream(_ body: [UInt8]) {
    guard !body.isEmpty else { return }
    write(atOnce: true) { self.appendChunk(body, to: &$0) }
  }

  /// The last piece of a streamed reply and its trailer fields.
  func endStream(_ body: [UInt8], trailer: String) {
    write { buffer in
      self.appendChunk(body, to: &buffer)
      if !self.isHTTP10 {
        buffer.writeStaticString("0\r\n")
        buffer.writeString(trailer)
        buffer.writeStaticString("\r\n")
      }
    }
  }

  // Whether the connection is kept behind the reply that is being written.
  private func keeps() -> Bool {
    if worker.isLeaving { keepAlive = false }
    return keepAlive
  }

  /// Called once a reply is complete and recorded.
  func exchangeEnded() {
    guard case .serving = phase else { return }
    if keepAlive { becomeIdle() } else { close() }
  }

  /// Closes the connection after what was written has left.
  func close() {
    switch phase {
    case .closing, .closed: return
    case .body(_, let grant, _, _): grant.end()
    case .idle, .admitting, .serving, .takingFeedback, .discarding, .broken: break
    }
    phase = .closing
    (input, body) = (worker.emptyBuffer, worker.emptyBuffer)
    guard let channel else { return }
    mayHaveWaiting = true
    channel.writeAndFlush(worker.emptyBuffer).assumeIsolated().whenComplete { _ in channel.close(promise: nil) }
  }

  /// Answers a client for whom there is no place, and closes.
  func turnAway(_ error: WireError) {
    keepAlive = false
    refuse(error, dialect: .openAIChat)
  }

  /// Closes the connection at once, whatever waits to be written.
  func reset() {
    guard let channel else { return }
    // Without lingering the peer gets a reset, and the kernel lets go of what it has not taken.
    _ = (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
    channel.close(mode: .all, promise: nil)
  }

  /// Ends what has taken too long. Called a few times a second.
  func sweep(_ now: NIODeadline) {
    let timeouts = worker.timeouts
    if mayHaveWaiting, hasStalled(now, limit: timeouts.clientWrite) {
      worker.core.log.note(
        .client, "a client was cut off: nothing could be written to it for \(timeouts.clientWrite) ms")
      return reset()
    }
    switch phase {
    case .idle(let since, let first):
      let limit = first ? timeouts.headerRead : timeouts.keepAlive
      if worker.isDraining || (limit > 0 && now - since > .milliseconds(limit)) { close() }
    case .body(_, let grant, let started, let last):
      // A body may be long but not slow: 16 KiB a second after the first seconds.
      let allowance = TimeAmount.milliseconds(timeouts.bodyRead + Int64(body.readableBytes) / 16)
      if timeouts.bodyRead > 0, now - last > .milliseconds(timeouts.bodyRead) || now - started > allowance {
        keepAlive = false
        respond(.bodyTooSlow, dialect: grant.dialect)
        close()
      }
    case .serving(let exchange): exchange.sweep(now)
    case .discarding(let since), .broken(let since): if now - since > .seconds(1) { close() }
    case .admitting, .takingFeedback, .closing, .closed: break
    }
  }

  /// Bytes that have been written for the client and have not left.
  var bytesWaiting: Int { (try? channel?.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0 }

  // Whether bytes wait and none has left for longer than `limit` milliseconds.
  private func hasStalled(_ now: NIODeadline, limit: Int64) -> Bool {
    let waiting = bytesWaiting
    guard waiting > 0 else {
      // A connection that is closing always has something to wait for.
      if case .closing = phase {} else { mayHaveWaiting = false }
      stall = nil
      return false
    }
    let left = written &- waiting
    guard let stall, stall.left == left else {
      stall = (.zero, now, left)
      return false
    }
    // Time in which the loop could not run is none in which the client could not take anything.
    let time = stall.time + min(now - stall.seen, .milliseconds(Worker.sweepInterval * 4))
    self.stall = (time, now, left)
    return limit > 0 && time > .milliseconds(limit)
  }

  /// True until the first request's head has come.
  var isFresh: Bool {
    if case .idle(_, first: true) = phase { true } else { false }
  }

  /// Closes the connection unless a request is under way on it.
  func closeIfIdle() {
    if case .idle = phase, input.readableBytes == 0 { close() }
  }

  /// Ends a stream that is still open at shutdown.
  func endForShutdown() {
    if case .serving(let exchange) = phase { exchange.endForShutdown() } else { close() }
  }

  private func appendChunk(_ body: [UInt8], to buffer: inout ByteBuffer) {
    guard !body.isEmpty else { return }
    guard !isHTTP10 else {
      buffer.writeBytes(body)
      return
    }
    buffer.writeString(String(body.count, radix: 16))
    buffer.writeStaticString("\r\n")
    buffer.writeBytes(body)
    buffer.writeStaticString("\r\n")
  }

  // Pieces of a stream leave at once, as somebody waits for each of them; whole replies leave together.
  private func write(capacity: Int = 512, atOnce: Bool = false, _ fill: (inout ByteBuffer) -> Void) {
    guard let channel else { return }
    var buffer = channel.allocator.buffer(capacity: capacity)
    fill(&buffer)
    written &+= buffer.readableBytes
    mayHaveWaiting = true
    guard !atOnce else { return channel.writeAndFlush(buffer, promise: nil) }
    channel.write(buffer, promise: nil)
    worker.flushSoon(channel)
  }

  private func setReading(_ reading: Bool) {
    guard reading != isReading, let channel else { return }
    isReading = reading
    _ = try? channel.syncOptions?.setOption(.autoRead, value: reading)
    if reading { channel.read() }
  }
}
