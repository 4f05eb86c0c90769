import Testing

@testable import Gateway

@Suite("a circuit breaker")
struct BreakerTests {
  private let settings = Breaker.Settings(failures: 3, coolDown: 1000)

  @Test("opens after failures in a row and lets one probe through after the cool-down")
  func opens() {
    var breaker = Breaker()
    for _ in 0..<3 { breaker.failed(0, settings: settings) }
    #expect(breaker.isShut(999))
    #expect(!breaker.admits(999))
    #expect(breaker.admits(1000))
    #expect(!breaker.admits(1001))
    breaker.succeeded()
    #expect(breaker.admits(1002) && breaker.isPristine)
  }

  @Test("a success in between starts the count again")
  func successResets() {
    var breaker = Breaker()
    breaker.failed(0, settings: settings)
    breaker.failed(0, settings: settings)
    breaker.succeeded()
    breaker.failed(0, settings: settings)
    breaker.failed(0, settings: settings)
    #expect(!breaker.isShut(1))
  }

  @Test("a failed probe doubles the wait, ten times the cool-down at most")
  func backsOff() {
    var breaker = Breaker()
    for _ in 0..<3 { breaker.failed(0, settings: settings) }
    var now: Int64 = 0
    var waits: [Int64] = []
    for _ in 0..<6 {
      let from = now
      while !breaker.admits(now) { now += 100 }
      waits.append(now - from)
      breaker.failed(now, settings: settings)
    }
    #expect(waits == [1000, 2000, 4000, 8000, 10_000, 10_000])
  }

  @Test("a probe that never comes back does not shut the offer out for good")
  func lostProbe() {
    var breaker = Breaker()
    for _ in 0..<3 { breaker.failed(0, settings: settings) }
    #expect(breaker.admits(1000))
    #expect(breaker.admits(2000))
  }
}
