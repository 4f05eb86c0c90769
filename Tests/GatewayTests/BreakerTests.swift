import NIOCore
import Testing

@testable import Gateway

@Suite("a circuit breaker")
struct BreakerTests {
  private let settings = Breaker.Settings(failures: 3, coolDown: 4_000)
  private let refused = UpstreamFailure.connect("refused")

  private func at(_ milliseconds: Int64) -> NIODeadline { .uptimeNanoseconds(1 << 40) + .milliseconds(milliseconds) }

  /// Fails a request of each caller, one after the other; returns what the last one changed.
  @discardableResult
  private func fail(
    _ breaker: inout Breaker, _ failure: UpstreamFailure, callers: [UInt64], from start: Int64 = 0
  ) -> Breaker.Transition? {
    var last: Breaker.Transition?
    for (index, caller) in callers.enumerated() {
      let sent = at(start + Int64(index) * 10)
      last = breaker.failed(failure, caller: caller, sent: sent, at: sent + .milliseconds(5), settings: settings)
    }
    return last
  }

  private func opened() -> Breaker {
    var breaker = Breaker()
    fail(&breaker, refused, callers: [1, 1, 1])
    return breaker
  }

  @Test("opens after failures in a row, and lets one request at a time through after the cool-down")
  func opens() {
    var breaker = Breaker()
    #expect(fail(&breaker, refused, callers: [1, 1]) == nil)
    let transition = fail(&breaker, refused, callers: [1], from: 20)
    #expect(transition == .opened(reason: refused.sentence, coolDown: .milliseconds(4_000)))
    let answers = [4_024, 4_025, 4_026].map { breaker.admits(at($0), isLast: false).isAdmitted }
    #expect(answers == [false, true, false])
    #expect(breaker.succeeded(sent: at(4_025)) == .closed)
    #expect(breaker.isPristine && !breaker.isShut(at(4_030)))
  }

  @Test("a success in between starts the count again")
  func successResets() {
    var breaker = Breaker()
    fail(&breaker, refused, callers: [1, 1])
    #expect(breaker.succeeded(sent: at(30)) == nil)
    fail(&breaker, refused, callers: [1, 1], from: 40)
    #expect(breaker.isClosed)
  }

  @Test("a request that is tried and fails doubles the wait, three times the cool-down at most")
  func backsOff() {
    var breaker = opened()
    var now: Int64 = 25
    var waits: [Int64] = []
    for _ in 0..<5 {
      let from = now
      while !breaker.admits(at(now), isLast: false).isAdmitted { now += 100 }
      waits.append(now - from)
      _ = breaker.failed(refused, caller: 1, sent: at(now), at: at(now), settings: settings)
    }
    #expect(waits == [4_000, 8_000, 12_000, 12_000, 12_000])
  }

  @Test("an answered probe lets a request through long before the cool-down is over")
  func probes() {
    var breaker = opened()
    #expect(breaker.takeProbe(at(700), jitter: 0) == nil)
    #expect(breaker.takeProbe(at(775), jitter: 0.5) == .unreachable)
    #expect(breaker.takeProbe(at(1_600), jitter: 0) == nil)
    #expect(breaker.takeProbe(at(1_650), jitter: 0) == .unreachable)
    #expect(breaker.probeAnswered(at(1_651)) == .halfOpened(reason: "a probe was answered"))
    let answers = [1_660, 1_661].map { breaker.admits(at($0), isLast: false).isAdmitted }
    #expect(answers == [true, false])
    #expect(breaker.succeeded(sent: at(1_660)) == .closed)
  }

  @Test("after a request has failed in spite of a probe's answer, probes are not believed for a cool-down")
  func contradictedProbe() {
    var breaker = Breaker()
    fail(&breaker, .status(500), callers: [1, 2, 3])
    #expect(breaker.probeAnswered(at(1_000)) != nil)
    #expect(breaker.admits(at(1_010), isLast: false).isAdmitted)
    let again = breaker.failed(.status(500), caller: 1, sent: at(1_010), at: at(1_020), settings: settings)
    #expect(again == .opened(reason: UpstreamFailure.status(500).sentence, coolDown: .milliseconds(8_000)))
    #expect(breaker.probeAnswered(at(5_019)) == nil)
    #expect(breaker.probeAnswered(at(5_020)) != nil)
  }

  @Test("a request that is tried and hangs keeps others back for a second, not for good")
  func hangingTrial() {
    var breaker = opened()
    _ = breaker.probeAnswered(at(1_000))
    let answers = [1_000, 1_500, 1_999, 2_000, 2_001].map { breaker.admits(at($0), isLast: false).isAdmitted }
    #expect(answers == [true, false, false, true, false])
    breaker.abandoned(sent: at(2_000))
    #expect(breaker.admits(at(2_002), isLast: false).isAdmitted)
  }

  @Test("being refused changes nothing")
  func passersBy() {
    var breaker = opened()
    let before = breaker
    for time in 100..<200 { _ = breaker.admits(at(Int64(time)), isLast: false) }
    #expect(breaker == before)
  }

  @Test("many requests that die of one cause count once")
  func wave() {
    var breaker = Breaker()
    for request in 0..<64 as Range<Int64> {
      _ = breaker.failed(
        .closed(reusedBeforeResponse: false), caller: UInt64(request), sent: at(request), at: at(1_000 + request),
        settings: settings)
    }
    #expect(breaker.isClosed)
  }

  @Test("what began before the outage changes nothing when it ends, well or badly")
  func oldStreams() {
    var breaker = opened()
    let before = breaker
    #expect(breaker.succeeded(sent: at(-15_000)) == nil)
    _ = breaker.failed(.timeout(.idle), caller: 1, sent: at(-15_000), at: at(900), settings: settings)
    #expect(breaker == before)
    _ = breaker.probeAnswered(at(1_000))
    _ = breaker.failed(.timeout(.idle), caller: 1, sent: at(-15_000), at: at(1_100), settings: settings)
    #expect(breaker.admits(at(1_200), isLast: false).isAdmitted)
  }

  @Test("one caller's burst of failures does not open it; two callers' does, or one caller's for a whole cool-down")
  func burst() {
    var breaker = Breaker()
    fail(&breaker, .status(529), callers: Array(repeating: 1, count: 50))
    #expect(breaker.isClosed)
    var shared = breaker
    fail(&shared, .status(529), callers: [2], from: 600)
    #expect(!shared.isClosed)
    fail(&breaker, .status(529), callers: [1], from: 4_100)
    #expect(!breaker.isClosed)
  }

  @Test(
    "what the caller is to blame for does not count",
    arguments: [400, 404, 405, 409, 413, 415, 422, 425].map { UpstreamFailure.status($0) } + [
      .contextLength, .closed(reusedBeforeResponse: true),
    ])
  func callersFault(failure: UpstreamFailure) {
    var breaker = Breaker()
    fail(&breaker, failure, callers: [1, 2, 3, 4, 5, 6])
    #expect(breaker.isPristine)
  }

  @Test(
    "what the offer is to blame for counts",
    arguments: [401, 402, 403, 408, 429, 500, 503, 529].map { UpstreamFailure.status($0) } + [
      .tls("x"), .timeout(.connect), .timeout(.firstByte), .timeout(.idle), .malformed("x"),
    ])
  func offersFault(failure: UpstreamFailure) {
    var breaker = Breaker()
    fail(&breaker, failure, callers: [1, 2, 3])
    #expect(!breaker.isClosed)
  }

  @Test("the only offer is still tried while it is open, four times a second at most")
  func lastChance() {
    var breaker = opened()
    let admitted = (0..<100).count { breaker.admits(at(100 + Int64($0) * 10), isLast: true).isAdmitted }
    #expect(admitted == 4)
    #expect(!breaker.isClosed)
    _ = breaker.admits(at(1_400), isLast: true)
    #expect(breaker.succeeded(sent: at(1_400)) == .closed)
  }

  @Test("it says when the next request is let through")
  func nextTry() {
    var breaker = Breaker()
    #expect(breaker.nextTry(at(0)) == nil)
    breaker = opened()
    #expect(breaker.nextTry(at(30)) == at(775))
    _ = breaker.probeAnswered(at(800))
    #expect(breaker.nextTry(at(800)) == nil)
    _ = breaker.admits(at(810), isLast: false)
    #expect(breaker.nextTry(at(820)) == at(1_810))
  }

  @Test("no setting makes its arithmetic trap", arguments: [Int64.min, -1, 0, 1, Int64.max])
  func extremes(coolDown: Int64) {
    var breaker = Breaker()
    let extreme = Breaker.Settings(failures: 1, coolDown: coolDown)
    _ = breaker.failed(refused, caller: 1, sent: at(0), at: at(1), settings: extreme)
    #expect(!breaker.isClosed)
    for hour in 1..<20 as Range<Int64> {
      let now = at(hour * 4 * 3_600_000)
      _ = breaker.admits(now, isLast: true)
      _ = breaker.failed(refused, caller: 1, sent: now, at: now, settings: extreme)
      _ = breaker.takeProbe(now, jitter: .nan)
    }
  }
}
