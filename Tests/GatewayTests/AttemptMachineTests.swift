import Testing

@testable import Gateway

@Suite("what follows a failed attempt")
struct AttemptMachineTests {
  private func machine(offers: Int = 2, attempts: Int = 2) -> AttemptMachine {
    AttemptMachine(settings: .init(attempts: attempts, baseDelay: 200, maximumDelay: 5000), offers: offers)
  }

  @Test("an overloaded offer is tried again with jitter, then the next one")
  func overload() {
    var machine = machine()
    let action = machine.failed(.status(503), retryAfter: nil, jitter: 0.5)
    #expect(action == .attempt(position: 0, delay: 100))
    let second = machine.failed(.status(503), retryAfter: nil, jitter: 0.5)
    #expect(second == .attempt(position: 1, delay: 0))
    let third = machine.failed(.status(503), retryAfter: nil, jitter: 1)
    #expect(third == .attempt(position: 1, delay: 200))
    let fourth = machine.failed(.status(503), retryAfter: nil, jitter: 0)
    #expect(fourth == .giveUp)
  }

  @Test("Retry-After is obeyed when it is short and makes way for the next offer when it is long")
  func retryAfter() {
    var patient = machine()
    let action = patient.failed(.status(429), retryAfter: 1500, jitter: 0)
    #expect(action == .attempt(position: 0, delay: 1500))
    var hurried = machine()
    let second = hurried.failed(.status(429), retryAfter: 60_000, jitter: 0)
    #expect(second == .attempt(position: 1, delay: 0))
  }

  @Test("a fault of the request is not tried again", arguments: [400, 405, 413, 422])
  func request(status: Int) {
    var machine = machine()
    let action = machine.failed(.status(status), retryAfter: nil, jitter: 0)
    #expect(action == .relay)
  }

  @Test(
    "refused credentials, a bad certificate and a passed time limit go to the next offer at once",
    arguments: [UpstreamFailure.status(401), .status(403), .tls("x"), .timeout(.firstByte)])
  func offer(failure: UpstreamFailure) {
    var machine = machine()
    let action = machine.failed(failure, retryAfter: nil, jitter: 0)
    #expect(action == .attempt(position: 1, delay: 0))
    let second = machine.failed(failure, retryAfter: nil, jitter: 0)
    #expect(second == .giveUp)
  }

  @Test("a pooled connection that had died does not count as a try")
  func staleConnection() {
    var machine = machine(offers: 1, attempts: 1)
    let stale = UpstreamFailure.closed(reusedBeforeResponse: true)
    let action = machine.failed(stale, retryAfter: nil, jitter: 0)
    #expect(action == .attempt(position: 0, delay: 0))
    let second = machine.failed(.connect("refused"), retryAfter: nil, jitter: 0)
    #expect(second == .giveUp)
  }

  @Test("a request that is too long for an offer is one for the next, and the caller's fault where there is none")
  func contextLength() {
    var machine = machine()
    let action = machine.failed(.contextLength, retryAfter: nil, jitter: 0)
    #expect(action == .attempt(position: 1, delay: 0))
    let last = machine.failed(.contextLength, retryAfter: nil, jitter: 0)
    #expect(last == .relay && machine.position == 1)
  }

  @Test("offers that cannot be asked are passed over without a try, and the position stays where none is left")
  func passingOver() {
    var machine = machine(offers: 4)
    _ = machine.failed(.status(503), retryAfter: nil, jitter: 0)
    let action = machine.passOver { $0 == 2 }
    #expect(action == .attempt(position: 2, delay: 0) && !machine.isLast)
    // The offer that was gone to has all its tries.
    let again = machine.failed(.status(503), retryAfter: nil, jitter: 0)
    #expect(again == .attempt(position: 2, delay: 0))
    let none = machine.passOver { _ in false }
    #expect(none == .giveUp && machine.position == 2)
    let next = machine.passOver()
    #expect(next == .attempt(position: 3, delay: 0) && machine.isLast)
    let end = machine.passOver()
    #expect(end == .giveUp && machine.position == 3)
  }

  @Test(
    "no setting, header or chance makes a delay trap, negative or longer than its limit",
    arguments: [Int64.min, -1, 0, 1, 200, Int64.max], [Int64.min, 0, 5_000, Int64.max])
  func extremes(base: Int64, maximum: Int64) {
    for jitter in [0, 0.999, 1, -1, 1e300, Double.nan, .infinity] {
      for retryAfter in [nil, Int64.min, -1, 0, Int64.max] {
        var machine = AttemptMachine(
          settings: .init(attempts: 70, baseDelay: base, maximumDelay: maximum), offers: 1)
        for _ in 0..<69 {
          guard case .attempt(_, let delay) = machine.failed(.status(503), retryAfter: retryAfter, jitter: jitter)
          else { break }
          #expect((0...86_400_000).contains(delay) && delay <= max(0, maximum))
        }
      }
    }
  }

  @Test("delays never pass the limit and positions never pass the order, whatever fails")
  func bounds() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let offers = Int.random(in: 1...4, using: &generator)
      var machine = AttemptMachine(
        settings: .init(attempts: .random(in: 1...6), baseDelay: 300, maximumDelay: 1000), offers: offers)
      var steps = 0
      while case .attempt(let position, let delay) = machine.failed(
        .status(500), retryAfter: nil, jitter: .random(in: 0..<1))
      {
        #expect(position < offers && (0...1000).contains(delay))
        steps += 1
        #expect(steps < 30)
      }
    }
  }
}
