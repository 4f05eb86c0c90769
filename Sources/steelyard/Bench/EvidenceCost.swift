import Evidence
import Foundation

/// What an observation of a gate takes, and what gates weigh.
enum EvidenceCost {
  private static let pairs = 1_000_000

  /// Processor time in nanoseconds of one pair through a whole gate, the best of three.
  static func nanosecondsPerPair() throws -> Double {
    var rules = GateRules.defaults(for: .routine)
    // Thresholds that are never reached, so that every pair is looked at.
    rules.alpha = 1e-9
    rules.beta = 1e-9
    var best = Double.infinity
    for _ in 0..<3 {
      var gate = try Gate(key: key(0), rules: rules)
      _ = gate.apply(.start(round: 1))
      let start = processorTime()
      for number in 0..<pairs {
        // A fixed mixture: half ties, and losses as often as wins but for the margin.
        _ = gate.apply(.pair([.tied, .won, .tied, .lost, .halfLost][number % 5]))
      }
      best = min(best, (processorTime() - start) / Double(pairs))
    }
    return best
  }

  /// Resident bytes that 10,000 gates add, each with its key and a hundred pairs.
  static func bytesOfTenThousandGates() throws -> Int {
    let before = resident()
    var gates: [Gate] = []
    gates.reserveCapacity(10_000)
    for number in 0..<10_000 {
      var gate = try Gate(key: key(number), rules: .defaults(for: .routine))
      _ = gate.apply(.start(round: 1))
      for _ in 0..<100 { _ = gate.apply(.pair(.tied)) }
      gates.append(gate)
    }
    let after = resident()
    return gates.isEmpty ? 0 : after - before
  }

  private static func key(_ number: Int) -> GateKey {
    GateKey(
      useCase: "use-case-\(number)", tenant: "tenant-\(number % 100)", incumbent: "closed-model@provider/region",
      incumbentVersion: "2026-08-01", challenger: "open-model-instruct@provider/region",
      challengerVersion: "2026-09-01", judgeVersion: "judge@provider:rubric-3", policyVersion: "0123456789abcdef")
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  private static func resident() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return (Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
