import NIOCore
import Synchronization
import Testing

@testable import Gateway

@Suite("recovery of offers whose breakers have opened")
struct BreakerRecoveryTests {
  private func at(_ milliseconds: Int64) -> NIODeadline { .uptimeNanoseconds(1 << 40) + .milliseconds(milliseconds) }

  @Test("an upstream that is back is used within its cool-down and two seconds", arguments: 0..<60 as Range<UInt64>)
  func recovery(seed: UInt64) {
    var world = Outages(seed: seed)
    world.run()
    #expect(world.recoveries.count == world.outages)
    for recovery in world.recoveries {
      #expect(recovery <= world.settings.coolDown + 2_000, "seed \(seed): \(world.recoveries)")
    }
  }

  @Test("with probes recovery is mostly far below the cool-down")
  func typicalRecovery() {
    var recoveries: [Int64] = []
    for seed in 60..<80 as Range<UInt64> {
      var world = Outages(seed: seed)
      world.run()
      recoveries += world.recoveries
    }
    recoveries.sort()
    #expect(recoveries[recoveries.count / 2] <= 1_500, "median \(recoveries[recoveries.count / 2])")
  }

  @Test("changes of state are told, in order and with their reason")
  func changes() {
    let told = Mutex<[Breakers.Change]>([])
    let breakers = Breakers { change in told.withLock { $0.append(change) } }
    let settings = Breaker.Settings(failures: 2, coolDown: 1_000)
    for time in [0, 10] as [Int64] {
      breakers.failed("a", .tls("x"), caller: 1, sent: at(time), at: at(time + 1), settings: settings)
    }
    breakers.probeAnswered("a", at: at(500))
    #expect(breakers.open == ["a"] && breakers.shut(at(500)) == [])
    #expect(breakers.admits("a", at: at(600), isLast: false))
    #expect(!breakers.admits("a", at: at(601), isLast: false))
    #expect(breakers.shut(at(601)) == ["a"] && breakers.retryAfter(["a"], at: at(601)) == .milliseconds(999))
    #expect(breakers.retryAfter(["a", "b"], at: at(601)) == .zero)
    breakers.succeeded("a", sent: at(600))
    #expect(breakers.isQuiet)
    #expect(
      told.withLock { $0 } == [
        .init(
          offer: "a",
          transition: .opened(reason: UpstreamFailure.tls("x").sentence, coolDown: .milliseconds(1_000))),
        .init(offer: "a", transition: .halfOpened(reason: "a probe was answered")),
        .init(offer: "a", transition: .closed),
      ])
  }

  @Test("while nothing has failed nothing is noted, whatever callers send")
  func quiet() {
    let breakers = Breakers()
    breakers.failed("a", .status(400), caller: 1, sent: at(0), at: at(1), settings: .init())
    breakers.succeeded("a", sent: at(2))
    #expect(breakers.isQuiet && breakers.takeProbes(at: at(3)).isEmpty)
  }

  @Test("failures that are long past, and offers that are gone, leave no trace")
  func forgetting() {
    let breakers = Breakers()
    breakers.failed("a", .status(500), caller: 1, sent: at(0), at: at(1), settings: .init())
    #expect(!breakers.isQuiet)
    _ = breakers.takeProbes(at: at(301_000))
    #expect(breakers.isQuiet)
    breakers.failed("b", .status(500), caller: 1, sent: at(0), at: at(1), settings: .init())
    breakers.forget("b")
    #expect(breakers.isQuiet)
  }
}

/// One offer with outages of several kinds, callers, streams that outlive them, and background probes, on a clock that
/// is moved by hand.
private struct Outages {
  enum Health { case well, refuses, answers500, isSilent, failsButListsModels }

  struct Underway {
    var sent: Int64
    var end: Int64
    var failure: UpstreamFailure?
    var caller: UInt64
  }

  struct Random {
    var state: UInt64
    mutating func below(_ count: Int64) -> Int64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return Int64((mixed ^ mixed >> 31) >> 33) % max(1, count)
    }
  }

  let settings: Breaker.Settings
  let outages = 3
  private(set) var recoveries: [Int64] = []
  private let breakers = Breakers()
  private var random: Random
  private var underway: [Underway] = []
  // The probe that is being answered: when, and whether it is good.
  private var probe: (end: Int64, isAnswered: Bool)?
  private var now: Int64 = 0

  init(seed: UInt64) {
    random = Random(state: seed)
    settings = Breaker.Settings(failures: 2 + Int(random.below(5)), coolDown: 1_000 * (1 + random.below(10)))
  }

  private func at(_ milliseconds: Int64) -> NIODeadline { .uptimeNanoseconds(1 << 40) + .milliseconds(milliseconds) }

  mutating func run() {
    let kinds = [Health.refuses, .answers500, .isSilent, .failsButListsModels]
    for _ in 0..<outages {
      advance(by: 16_000, .well, from: nil)
      advance(by: 5_000 + random.below(40_000), kinds[Int(random.below(4))], from: nil)
      advance(by: 14_000, .well, from: now)
    }
  }

  // `back` is when the upstream came back, while it is waited for that somebody is served.
  private mutating func advance(by time: Int64, _ health: Health, from back: Int64?) {
    var back = back
    let end = now + time
    while now < end {
      now += 25
      finish()
      probe(health)
      if random.below(3) == 0, let served = send(health), served, let since = back {
        recoveries.append(now - since)
        back = nil
      }
    }
  }

  private mutating func send(_ health: Health) -> Bool? {
    guard breakers.admits("a", at: at(now), isLast: false) else { return nil }
    var request = Underway(sent: now, end: now + 50, failure: nil, caller: UInt64(random.below(4)))
    switch health {
    case .well:
      breakers.succeeded("a", sent: at(now))
      // A stream's end comes long after its first byte, and it may be cut by an outage meanwhile.
      request.end = now + 15_000
      request.failure = random.below(3) == 0 ? .closed(reusedBeforeResponse: false) : nil
    case .refuses: request.failure = .connect("refused")
    case .answers500, .failsButListsModels: request.failure = .status(500)
    case .isSilent:
      request.failure = .timeout(.firstByte)
      request.end = now + 5_000
    }
    underway.append(request)
    return health == .well
  }

  // What a stream that began in good times ends with while the upstream is well again means nothing either.
  private mutating func finish() {
    for request in underway where request.end <= now {
      guard let failure = request.failure else { continue }
      breakers.failed(
        "a", failure, caller: request.caller, sent: at(request.sent), at: at(now), settings: settings)
    }
    underway.removeAll { $0.end <= now }
  }

  private mutating func probe(_ health: Health) {
    if let probe, now >= probe.end {
      self.probe = nil
      if probe.isAnswered { breakers.probeAnswered("a", at: at(now)) }
    }
    // The prober looks four times a second.
    guard now % 250 == 0 else { return }
    let jitter = Double(random.below(1_000)) / 1_000
    for (_, _) in breakers.takeProbes(at: at(now), jitter: { jitter }) where probe == nil {
      switch health {
      case .well, .failsButListsModels: probe = (now + 80, true)
      case .refuses, .answers500: probe = (now + 10, false)
      case .isSilent: probe = (now + 2_000, false)
      }
    }
  }
}
