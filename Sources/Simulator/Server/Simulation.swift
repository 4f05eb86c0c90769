import Synchronization

/// The simulator without its sockets: requests in, reply scripts out, and a log of both.
final class Simulation: Sendable {
  let behaviour: Behaviour
  private let state = Mutex(State())
  private let voice = Mutex(Voice())

  /// What a model says to the body of a request; nil for made-up text.
  typealias Speaker = @Sendable (_ model: String, _ body: [UInt8]) -> String?

  // A function that is stored by itself in a generic box gets another wrapper at each reading.
  private struct Voice: Sendable { var speaker: Speaker? }

  private struct State {
    var desk = FaultDesk()
    var log: [ReceivedRequest] = []
    var received = 0
  }

  init(behaviour: Behaviour) { self.behaviour = behaviour }

  /// The latest requests, oldest first.
  var log: [ReceivedRequest] { state.withLock { $0.log } }

  /// Shows `fault` to the next `times` requests for `model`, or for any when that is nil.
  func arm(_ fault: Fault, model: String?, times: Int) {
    state.withLock { $0.desk.arm(fault, model: model, times: times) }
  }

  /// Lets `speaker` say what the models answer.
  func say(_ speaker: Speaker?) { voice.withLock { $0.speaker = speaker } }

  /// What a model says to a request, if somebody speaks for it.
  func said(_ model: String, _ body: [UInt8]) -> String? { voice.withLock { $0 }.speaker?(model, body) }

  /// Forgets the log and the faults.
  func reset() { state.withLock { $0 = State() } }

  /// Decides what is sent for `request`; the number finds its entry in the log, nil for control requests.
  func receive(_ request: IncomingRequest) -> (number: Int?, script: ReplyScript) {
    if let script = control(request) { return (nil, script) }
    var entry = ReceivedRequest(
      number: 0, method: request.method, path: request.path,
      headers: request.headers.map { ReceivedRequest.header(name: $0.name, value: $0.value) }, body: request.body,
      receivedAtMilliseconds: HTTPDate.milliseconds())
    let script = answer(request, entry: &entry)
    entry.fault = script.fault?.description
    entry.status = script.ending == .reset ? nil : script.status
    let number = state.withLock { state in
      state.received += 1
      entry.number = state.received
      if state.log.count >= max(1, behaviour.logLimit) { state.log.removeFirst() }
      state.log.append(entry)
      return entry.number
    }
    return (number, script)
  }

  /// Notes how far a reply has come.
  func note(_ number: Int, piecesSent: Int, ended: Bool, cancelled: Bool, elapsedMilliseconds: Int?) {
    state.withLock { state in
      guard let index = state.log.lastIndex(where: { $0.number == number }) else { return }
      state.log[index].piecesSent = piecesSent
      state.log[index].ended = ended
      state.log[index].cancelled = cancelled
      state.log[index].elapsedMilliseconds = elapsedMilliseconds
    }
  }

  /// The fault that a request is to be shown.
  func fault(model: String, directive: Directive, likeness: UInt64) -> Fault? {
    state.withLock { state in
      state.desk.fault(model: model, directive: directive, likeness: likeness, behaviour: behaviour)
    }
  }
}
