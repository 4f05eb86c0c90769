import Assessment
import Catalog
import Policy
import Routing

/// A decision as people read it.
struct PolicyExplanation {
  let decision: Decision
  let request: RoutingRequest
  let findings: [LexicalAssessor.Finding]
  let catalog: Catalog

  /// The decision in a few lines.
  var summary: String {
    var lines = ["outcome:   \(outcome)"]
    if !decision.useCase.isEmpty {
      lines.append("use case:  \(decision.useCase) (from the \(decision.source.rawValue))")
      lines.append("stakes:    \(decision.stakes.rawValue), \(decision.modelClass.rawValue) weights\(pin)")
    }
    if let gate = decision.gate { lines.append("gate:      \(gate.name), \(gate.isOpen ? "open" : "closed")") }
    if let cascade = decision.cascade {
      let signals = cascade.signals.map(\.name).joined(separator: ", ")
      lines.append("cascade:   an open answer gives way to a closed one on: \(signals)")
      if let verifier = decision.verifier {
        lines.append("verifier:  \(catalog.offers[verifier.number].id)")
      } else if let model = cascade.verifier?.model {
        lines.append("verifier:  no offer of '\(model)' may see the request; every open answer gives way")
      }
    }
    if !findings.isEmpty {
      let terms = findings.prefix(8).map { "'\($0.term)' \($0.domain.rawValue) +\(Self.decimal($0.weightMilli))" }
      let more = findings.count > 8 ? ", and \(findings.count - 8) more" : ""
      lines.append("text:      \(terms.joined(separator: ", "))\(more)")
    }
    if !decision.order.isEmpty {
      let limit = "for up to \(decision.maxOutputTokens) tokens of answer"
      lines.append("hold:      \(decision.hold.map { "\($0) \(limit)" } ?? "unknown, since a price is")")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var pin: String {
    guard let domain = decision.pinnedBy, let verdict = request.verdict else { return "" }
    return ", pinned: the text is \(verdict.pinCertainty == .certain ? "certainly" : "perhaps") about \(domain) "
      + "(score \(Self.decimal(verdict.pinScoreMilli)))"
  }

  private var outcome: String {
    switch decision.outcome {
    case .serve:
      decision.order.first.map { "\(catalog.offers[$0.number].id) serves" } ?? "served"
    case .refused(let rule, let reason): "refused by \(rule): \(reason)"
    case .unknownModel(let near):
      "there is no model '\(request.requestedModel ?? "")'\(hint(near)); 'steelyard catalog list' shows all"
    case .unknownUseCase(let near):
      "the policy has no such use case\(hint(near)); 'steelyard policy show' lists those that it has"
    case .unavailable(let reason): "unavailable: \(reason)"
    }
  }

  private func hint(_ near: [String]) -> String {
    near.isEmpty ? "" : " (did you mean \(near.joined(separator: ", "))?)"
  }

  /// Every offer: those that are tried in their order, then the other permitted ones by cost, then the refused by rule.
  func table(onlyAllowed: Bool) -> TextTable {
    var table = TextTable([
      .init("rank", .right), .init("offer"), .init("allowed"), .init("expected cost", .right), .init("rule"),
      .init("reason"),
    ])
    let known = decision.outcome.isAboutOffers ? decision.candidates : []
    let sorted = known.sorted { left, right in
      if left.allowed != right.allowed { return left.allowed }
      if left.rank != right.rank { return left.rank ?? .max < right.rank ?? .max }
      if left.rule != right.rule { return left.rule ?? "" < right.rule ?? "" }
      let costs = (left.expected?.amount?.amount ?? .max, right.expected?.amount?.amount ?? .max)
      return costs.0 == costs.1 ? left.offer < right.offer : costs.0 < costs.1
    }
    for candidate in sorted where candidate.allowed || !onlyAllowed {
      table.add([
        candidate.rank.map(String.init) ?? "", candidate.offer, candidate.allowed ? "yes" : "no",
        candidate.expected?.amount.map(\.description) ?? "unknown", candidate.rule ?? "", candidate.reason,
      ])
    }
    return table
  }

  private static func decimal(_ milli: Int) -> String {
    let tenths = (milli + 50) / 100
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}

extension Decision.Outcome {
  /// False when no offer was looked at, because a name was not known.
  var isAboutOffers: Bool {
    switch self {
    case .unknownModel, .unknownUseCase: false
    default: true
    }
  }
}
