import NIOCore
import NIOHTTP1

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Sends one reply script over a connection, at the pace and with the ending that it asks for.
///
/// Lives on its connection's event loop.
final class ReplyPlayer {
  private let simulation: Simulation
  private let script: ReplyScript
  private let number: Int?
  private let context: ChannelHandlerContext
  private let keepAlive: Bool
  private let version: HTTPVersion
  private let began = NIODeadline.now()
  private var position = 0
  private var begun = false
  private var over = false
  // A write can change writability at once, which calls back into this player before the write returns.
  private var sending = false
  private var timer: Scheduled<Void>?
  private var whenDone: (() -> Void)?

  init(
    simulation: Simulation, receiving request: IncomingRequest, context: ChannelHandlerContext, keepAlive: Bool,
    version: HTTPVersion
  ) {
    self.simulation = simulation
    (number, script) = simulation.receive(request)
    self.context = context
    self.keepAlive = keepAlive
    self.version = version
  }

  /// Begins after the script's first pause; `whenDone` is called if the connection can be used again.
  func start(whenDone: @escaping () -> Void) {
    self.whenDone = whenDone
    pause(script.firstDelayMilliseconds)
  }

  /// Goes on when the connection can take more.
  func resume() { if begun, timer == nil, !sending { send() } }

  /// Notes that the caller closed the connection.
  func callerLeft() {
    timer?.cancel()
    finish(cancelled: true)
  }

  private func pause(_ milliseconds: Int) {
    guard milliseconds > 0 else { return send() }
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Int64(milliseconds))) { [self] in
      timer = nil
      send()
    }
  }

  private func send() {
    guard !over, context.channel.isActive else { return }
    if script.ending == .reset { return reset() }
    sending = true
    defer { sending = false }
    if !begun { sendHead() }
    while position < script.pieces.count {
      if !context.channel.isWritable { context.flush() }
      guard context.channel.isWritable else { return }
      let buffer = context.channel.allocator.buffer(bytes: script.pieces[position])
      context.write(part(.body(.byteBuffer(buffer))), promise: nil)
      position += 1
      if script.pieceDelayMilliseconds > 0, position < script.pieces.count {
        context.flush()
        note(ended: false)
        return pause(script.pieceDelayMilliseconds)
      }
    }
    end()
  }

  private func sendHead() {
    begun = true
    var headers = HTTPHeaders(script.headers)
    if let length = script.declaredLength { headers.add(name: "content-length", value: String(length)) }
    if !keepAlive { headers.add(name: "connection", value: "close") }
    let head = HTTPResponseHead(
      version: version, status: HTTPResponseStatus(statusCode: script.status), headers: headers)
    context.write(part(.head(head)), promise: nil)
  }

  private func end() {
    switch script.ending {
    case .stall:
      context.flush()
      note(ended: false)
    case .close, .reset:
      finish(cancelled: false)
      close(after: context.writeAndFlush(part(.body(.byteBuffer(ByteBuffer())))))
    case .whole:
      finish(cancelled: false)
      let written = context.writeAndFlush(part(.end(nil)))
      if keepAlive { whenDone?() } else { close(after: written) }
    }
    whenDone = nil
  }

  // With no time to linger, closing sends RST instead of FIN.
  private func reset() {
    finish(cancelled: false)
    guard let options = context.channel as? any SocketOptionProvider else { return context.close(promise: nil) }
    close(after: options.setSoLinger(linger(l_onoff: 1, l_linger: 0)))
  }

  private func close(after future: EventLoopFuture<Void>) {
    future.assumeIsolated().whenComplete { [context] _ in context.close(promise: nil) }
  }

  private func part(_ part: HTTPServerResponsePart) -> NIOAny { NIOAny(part) }

  private func finish(cancelled: Bool) {
    guard !over else { return }
    over = true
    note(ended: true, cancelled: cancelled)
  }

  private func note(ended: Bool, cancelled: Bool = false) {
    guard let number else { return }
    let elapsed = ended ? Int((NIODeadline.now() - began).nanoseconds / 1_000_000) : nil
    simulation.note(
      number, piecesSent: position, ended: ended, cancelled: cancelled, elapsedMilliseconds: elapsed)
  }
}
