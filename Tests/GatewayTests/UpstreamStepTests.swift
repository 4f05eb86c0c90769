import HTTP1
import NIOCore
import NIOEmbedded
import Testing

@testable import Gateway

/// An upstream that is out of step must never bring one caller's answer to another.
@Suite("upstream connections and upstreams that are out of step")
struct UpstreamStepTests {
  @Test("every caller gets its own response or a failure", arguments: 0..<10)
  func schedules(part: UInt64) {
    for seed in part * 1000..<(part + 1) * 1000 {
      let world = World(seed: seed)
      world.run()
      #expect(world.complaints.isEmpty, "seed \(seed): \(world.complaints)")
      #expect(world.answered + world.failed == world.asked, "seed \(seed)")
    }
  }

  @Test("most schedules serve, and both ends of the invariant are met")
  func coverage() {
    var (answered, failed, reused, outOfStep) = (0, 0, 0, 0)
    for seed in 0..<500 as Range<UInt64> {
      let world = World(seed: seed)
      world.run()
      answered += world.answered
      failed += world.failed
      reused += world.reused
      outOfStep += world.outOfStep
    }
    #expect(answered > 1000 && failed > 100 && reused > 300 && outOfStep > 300)
  }

  @Test("two responses in one write: the second goes to nobody, and the connection serves no more")
  func twoInOne() {
    let world = World(seed: 1, isCalm: true)
    world.ask(0)
    world.take(0)
    world.deliver([World.response("0-0") + World.response("0-1")], to: 0, completing: true)
    #expect(world.answered == 1 && !world.wires[0].isActive)
    world.ask(1)
    #expect(world.wires.count == 2)
  }

  @Test("a second response in a later read of the same turn goes to nobody either")
  func secondRead() {
    let world = World(seed: 1, isCalm: true)
    world.asksAgainAtOnce = true
    world.ask(0)
    world.take(0)
    world.deliver([World.response("0-0"), World.response("9-9")], to: 0, completing: true)
    #expect(world.complaints.isEmpty)
    #expect(!world.wires[0].isActive)
  }

  @Test("bytes that come before the request has left are no answer to it")
  func beforeTheRequest() {
    let world = World(seed: 1, isCalm: true)
    world.ask(0)
    world.take(0)
    world.deliver([World.response("0-0")], to: 0, completing: true)
    world.holdsBack = true
    world.ask(1)
    #expect(world.wires.count == 1)
    world.deliver([World.response("9-9")], to: 0, completing: true)
    #expect(world.complaints.isEmpty && world.failed == 1 && !world.wires[0].isActive)
  }

  @Test("a connection is in the pool once at most, however often it is put there")
  func putTwice() {
    let world = World(seed: 1, isCalm: true)
    world.ask(0)
    world.take(0)
    world.deliver([World.response("0-0")], to: 0, completing: true)
    world.pool.put(world.wires[0].connection)
    #expect(world.pool.idleConnection(1) === world.wires[0].connection)
    #expect(world.pool.idleConnection(1) == nil)
  }

  @Test("a connection whose reader had paused reads again for the next request")
  func pausedReader() {
    let world = World(seed: 1, isCalm: true)
    world.pausesReading = true
    world.ask(0)
    let before = world.wires[0].reads.count
    world.take(0)
    world.deliver([World.response("0-0")], to: 0, completing: true)
    #expect(world.wires[0].reads.count == before + 1)
  }
}

/// Callers that pipeline, one pool, and an upstream that answers as a seed has it.
private final class World {
  /// Counts how often more is asked to be read.
  final class ReadCounter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    var count = 0
    func read(context: ChannelHandlerContext) {
      count += 1
      context.read()
    }
  }

  final class Wire {
    let channel = EmbeddedChannel()
    let reads = ReadCounter()
    let connection: UpstreamConnection
    /// The request that the upstream has got and not answered yet.
    var request: String?
    var isActive: Bool { channel.isActive }

    init(_ pool: UpstreamPool, loop: EmbeddedEventLoop) {
      connection = UpstreamConnection(poolKey: 1, pool: pool)
      try? channel.pipeline.syncOperations.addHandlers(reads, connection)
      try? channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }
  }

  final class Call: ReplyReceiver {
    unowned let world: World
    let caller: Int
    let name: String
    var body = ""
    var isOver = false
    var connection: UpstreamConnection?

    init(_ world: World, caller: Int, name: String) {
      self.world = world
      self.caller = caller
      self.name = name
    }

    private func check(_ connection: UpstreamConnection, _ what: String) {
      if isOver { world.complaints.append("\(name) is over and hears of \(what)") }
      if connection !== self.connection { world.complaints.append("\(name) hears of another connection") }
    }

    func upstream(_ connection: UpstreamConnection, head: HTTPResponseParser.Head) { check(connection, "a head") }
    func upstream(_ connection: UpstreamConnection, body bytes: ByteBuffer) {
      check(connection, "a body")
      body += String(buffer: bytes)
      if !name.hasPrefix(body) { world.complaints.append("\(name) got '\(body)'") }
      if world.pausesReading { connection.setReading(false) }
      if world.chance(60) { hangUp() }
    }
    func upstreamReadComplete() {}
    func upstreamEnded(_ connection: UpstreamConnection) {
      check(connection, "its end")
      if body != name { world.complaints.append("\(name) ended with '\(body)'") }
      isOver = true
      world.answered += 1
      if world.asksAgainAtOnce || world.chance(2) { world.ask(caller) }
      if world.chance(3) { world.ask(world.random.below(3)) }
    }
    func upstream(_ connection: UpstreamConnection, failed failure: UpstreamFailure) {
      check(connection, "a failure")
      isOver = true
      world.failed += 1
      if world.chance(3) { world.ask(caller) }
    }
    func flush(_ channel: any Channel) {
      if world.holdsBack || world.chance(3) { world.unflushed.append(channel) } else { channel.flush() }
    }

    private func hangUp() {
      connection?.cancel()
      isOver = true
      world.failed += 1
    }
  }

  struct Random {
    var state: UInt64
    mutating func below(_ count: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ mixed >> 31) >> 33) % count
    }
  }

  let pool: UpstreamPool
  private let loop = EmbeddedEventLoop()
  private let isCalm: Bool
  var random: Random
  var wires: [Wire] = []
  var unflushed: [any Channel] = []
  var complaints: [String] = []
  var (asked, answered, failed, reused, outOfStep) = (0, 0, 0, 0, 0)
  var asksAgainAtOnce = false
  var holdsBack = false
  var pausesReading = false

  init(seed: UInt64, isCalm: Bool = false) {
    random = Random(state: seed)
    self.isCalm = isCalm
    pool = UpstreamPool(loop: loop)
  }

  /// True once in `times`.
  func chance(_ times: Int) -> Bool { !isCalm && random.below(times) == 0 }

  func ask(_ caller: Int) {
    guard asked < 12 else { return }
    let call = Call(self, caller: caller, name: "\(caller)-\(asked)")
    asked += 1
    let connection: UpstreamConnection
    if let idle = pool.idleConnection(1) {
      connection = idle
      reused += 1
    } else {
      let wire = Wire(pool, loop: loop)
      wires.append(wire)
      connection = wire.connection
    }
    call.connection = connection
    connection.send(ByteBuffer(string: call.name), for: call)
    if !isCalm || !holdsBack { collect() }
  }

  // What has left reaches the upstream.
  private func collect() {
    for wire in wires {
      while let request = try? wire.channel.readOutbound(as: ByteBuffer.self) { wire.request = String(buffer: request) }
    }
  }

  func run() {
    for _ in 0..<40 {
      switch random.below(6) {
      case 0: ask(random.below(3))
      case 1: flush()
      default: if !wires.isEmpty { answer(random.below(wires.count)) }
      }
    }
    flush()
    // Whatever is still waited for comes to nothing.
    while let wire = wires.first(where: { $0.isActive }) { _ = try? wire.channel.finish(acceptAlreadyClosed: true) }
  }

  private func flush() {
    let channels = unflushed
    unflushed = []
    for channel in channels { channel.flush() }
    collect()
  }

  static func response(_ body: String, fields: String = "") -> String {
    "HTTP/1.1 200 OK\r\n\(fields)content-length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  // The upstream says something: its answer, whole or not, with or without what nobody asked for behind it.
  private func answer(_ number: Int) {
    let wire = wires[number]
    guard wire.isActive else { return }
    var pieces: [String] = []
    var breaksOff = random.below(7) == 0
    if let request = wire.request {
      wire.request = nil
      var text = Self.response(request, fields: random.below(8) == 0 ? "connection: close\r\n" : "")
      if random.below(5) == 0 {
        text =
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
          + "\(String(request.utf8.count, radix: 16))\r\n\(request)\r\n0\r\n\r\n"
      }
      pieces.append(text)
      switch random.below(6) {
      case 0: pieces.append(Self.response("8-88"))
      case 1: pieces[0] += Self.response("8-88")
      case 2: pieces[0] += ["\r\n", "x", "HTTP/1.1 408 Request Timeout\r\n\r\n"][random.below(3)]
      default: break
      }
      if random.below(9) == 0 {
        pieces = [String(text.prefix(random.below(text.count)))]
        breaksOff = true
      }
    } else {
      // An answer to nothing, which may come while the next request is about to leave.
      guard random.below(3) == 0 else { return }
      outOfStep += 1
      pieces.append(Self.response("7-77"))
    }
    deliver(pieces.flatMap(cut), to: number, completing: random.below(4) > 0)
    if breaksOff { _ = try? wire.channel.finish(acceptAlreadyClosed: true) }
  }

  private func cut(_ text: String) -> [String] {
    guard random.below(2) == 0, text.count > 1 else { return [text] }
    let place = 1 + random.below(text.count - 1)
    return [String(text.prefix(place)), String(text.dropFirst(place))]
  }

  /// The upstream has read the request on a connection.
  func take(_ number: Int) { wires[number].request = nil }

  /// Hands pieces over as the reads of one turn of the loop; without `completing` each is a turn of its own.
  func deliver(_ pieces: [String], to number: Int, completing isOneTurn: Bool) {
    let pipeline = wires[number].channel.pipeline.syncOperations
    for piece in pieces {
      collect()
      // What comes once the next request has left looks like its answer to everybody.
      guard wires[number].isActive, wires[number].request == nil else { return }
      pipeline.fireChannelRead(NIOAny(ByteBuffer(string: piece)))
      if !isOneTurn { pipeline.fireChannelReadComplete() }
    }
    pipeline.fireChannelReadComplete()
    collect()
  }
}
