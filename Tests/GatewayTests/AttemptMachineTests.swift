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
    #expect(machine.failed(.status(503), retryAfter: nil, jitter: 0.5) == .attempt(position: 0, delay: 100))
    #expect(machine.failed(.status(503), retryAfter: nil, jitter: 0.5) == .attempt(position: 1, delay: 0))
    #expect(machine.failed(.status(503), retryAfter: nil, jitter: 1) == .attempt(position: 1, delay: 200))
    #expect(machine.failed(.status(503), retryAfter: nil, jitter: 0) == .giveUp)
  }

  @Test("Retry-After is obeyed when it is short and makes way for the next offer when it is long")
  func retryAfter() {
    var patient = machine()
    #expect(patient.failed(.status(429), retryAfter: 1500, jitter: 0) == .attempt(position: 0, delay: 1500))
    var hurried = machine()
    #expect(hurried.failed(.status(429), retryAfter: 60_000, jitter: 0) == .attempt(position: 1, delay: 0))
  }

  @Test("a fault of the request is not tried again", arguments: [400, 405, 413, 422])
  func request(status: Int) {
    var machine = machine()
    #expect(machine.failed(.status(status), retryAfter: nil, jitter: 0) == .relay)
  }

  @Test("refused credentials, a bad certificate and a passed time limit go to the next offer at once",
    arguments: [UpstreamFailure.status(401), .status(403), .tls("x"), .timeout(.firstByte)])
  func offer(failure: UpstreamFailure) {
    var machine = machine()
    #expect(machine.failed(failure, retryAfter: nil, jitter: 0) == .attempt(position: 1, delay: 0))
    #expect(machine.failed(failure, retryAfter: nil, jitter: 0) == .giveUp)
  }

  @Test("a pooled connection that had died does not count as a try")
  func staleConnection() {
    var machine = machine(offers: 1, attempts: 1)
    let stale = UpstreamFailure.closed(reusedBeforeResponse: true)
    #expect(machine.failed(stale, retryAfter: nil, jitter: 0) == .attempt(position: 0, delay: 0))
    #expect(machine.failed(.connect("refused"), retryAfter: nil, jitter: 0) == .giveUp)
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
