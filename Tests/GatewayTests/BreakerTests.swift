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
    let answers = [999, 1000, 1001].map { breaker.admits($0) }
    #expect(answers == [false, true, false])
    breaker.succeeded()
    #expect(breaker.isPristine && !breaker.isShut(1002))
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
    let answers = [1000, 1500, 2000].map { breaker.admits($0) }
    #expect(answers == [true, false, true])
  }
}
