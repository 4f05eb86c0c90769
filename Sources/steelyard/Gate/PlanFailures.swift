import ArgumentParser
import Evidence
import Learning

/// The rates at which a challenger is assumed to fail its guardrails, each with where it is from.
struct PlanFailures {
  private(set) var rates: [String: Double] = [:]
  private var sources: [String: String] = [:]

  /// What was given, else what the gate counted, else none.
  init(_ subject: PlanSubject, given: [String]) throws {
    let names = subject.rules.guardrails.map(\.name)
    var written: [String: Double] = [:]
    for text in given {
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, names.contains(String(parts[0])), let rate = Double(parts[1]), (0...1).contains(rate)
      else {
        let allowed = names.isEmpty ? "this gate has no guardrails" : "guardrails are \(names.joined(separator: ", "))"
        throw ValidationError("--failure-rate '\(text)' is not name=rate with a rate from 0 to 1; \(allowed)")
      }
      written[String(parts[0])] = rate
    }
    for name in names {
      let counts = subject.guardrailCounts[name] ?? RateCounts()
      if let rate = written[name] {
        (rates[name], sources[name]) = (rate, "given")
      } else if counts.total >= PlanSubject.leastPairs {
        let seen = Proportion(hits: counts.failed, count: counts.total)
        (rates[name], sources[name]) = (seen.share, "seen: \(GateText.share(seen))")
      } else {
        (rates[name], sources[name]) = (0, "assumed")
      }
    }
  }

  /// Rows of the table of assumptions.
  func table(_ plan: GatePlan) -> [[String]] {
    guard let alone = plan.alone else { return [] }
    return alone.assumptions.map { guardrail in
      [
        "answers that fail '\(guardrail.name)'", GateText.percent(guardrail.rate, 2),
        "\(sources[guardrail.name] ?? "assumed"); the guardrail allows \(GateText.percent(guardrail.limit, 1))",
      ]
    }
  }
}
