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
