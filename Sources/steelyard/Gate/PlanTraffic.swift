import ArgumentParser
import Catalog
import Evidence
import Gateway
import Ledger

/// A use case's requests and tokens for a plan, each with where it is from.
struct PlanTraffic {
  var requestsPerDay: Double
  var requestsSource: String
  var promptTokens: Int
  var answerTokens: Int
  var tokensSource: String

  /// What was given, else what the ledger has, else an assumption, as far as one can be made.
  init(_ subject: PlanSubject, command: GatePlanCommand, reader: LedgerReader?, at now: Timestamp) throws {
    let since = Timestamp(milliseconds: now.milliseconds - Int64(command.window) * 86_400_000)
    let measured = try reader?.traffic(useCase: subject.useCase, tenant: subject.tenant, since: since)
    if let given = command.requestsPerDay {
      (requestsPerDay, requestsSource) = (given, "given")
    } else if let measured, measured.requests > 0, let first = measured.first {
      // A young record is not stretched to more than it has seen in a day.
      let days = max(1, Double(now.milliseconds - first.milliseconds) / 86_400_000)
      requestsPerDay = Double(measured.requests) / days
      requestsSource = "\(measured.requests) answered requests in \(GateText.days(days)) of the ledger"
    } else {
      throw ValidationError(
        "the ledger has no answered request of '\(subject.useCase)' in the last \(command.window) days; say how many there "
          + "will be with --requests-per-day")
    }
    if let measured, measured.measured > 0 {
      promptTokens = measured.promptTokens / measured.measured
      answerTokens = measured.answerTokens / measured.measured
      tokensSource = "mean of \(measured.measured) requests in the ledger"
    } else {
      (promptTokens, answerTokens, tokensSource) = (1000, 500, "assumed")
    }
    if command.promptTokens != nil || command.answerTokens != nil {
      promptTokens = command.promptTokens ?? promptTokens
      answerTokens = command.answerTokens ?? answerTokens
      tokensSource = command.promptTokens != nil && command.answerTokens != nil ? "given" : "given, and \(tokensSource)"
    }
  }

  /// A question to a judge: the prompt, both answers, the rubric and its form; and the verdict with its reasons.
  var judgeUsage: TokenUsage {
    TokenUsage(input: promptTokens + 2 * answerTokens + 700, output: 300)
  }
}

/// What one call costs by the catalogue.
struct PlanPrice {
  /// 10⁻⁹ USD; nil when no price is known.
  var nano: Double?
  var source: String

  /// The cheapest offer of a model, or an offer; of one's own hardware it is nothing.
  init(_ name: String, usage: TokenUsage, catalog: Catalog, at now: Timestamp) throws {
    let priced = try catalog.offers(named: name).compactMap { offer -> (Int64, String)? in
      if let amount = offer.cost(of: usage, at: now).amount { return (amount.amount, offer.id) }
      return catalog.provider(offer.provider)?.seat == "self" ? (0, "\(offer.id), hardware of one's own") : nil
    }
    let cheapest = priced.filter { !$0.1.hasSuffix("own") }.min { $0 < $1 } ?? priced.first
    nano = cheapest.map { Double($0.0) }
    source = cheapest?.1 ?? "no price of '\(name)' is known"
  }
}
