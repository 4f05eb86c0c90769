public import Catalog

/// What one attempt at an upstream cost: a request that was tried twice has two of them.
public struct AttemptBill: Hashable, Sendable {
  /// The offer that was asked.
  public var offer: String
  /// Its model.
  public var model: String
  /// Its provider.
  public var provider: String
  /// The tier of service that was paid for.
  public var tier: String
  /// The tokens used; nil when nothing tells.
  public var usage: TokenUsage?
  /// True when the tokens are ours to estimate, as no upstream reported them.
  public var isEstimated: Bool
  /// The cost, fees included; nil when unknown.
  public var cost: NanoDollars?
  /// What of the cost are fees per use, such as for web searches.
  public var fees: NanoDollars
  /// How the attempt ended, in short: `ok`, `timeout:idle`, `closed`, `malformed`, `cancelled`, `429`.
  public var why: String

  /// A bill by its parts.
  public init(
    offer: String, model: String, provider: String, tier: String = "standard", usage: TokenUsage? = nil,
    isEstimated: Bool = false, cost: NanoDollars?, fees: NanoDollars = .zero, why: String
  ) {
    self.offer = offer
    self.model = model
    self.provider = provider
    self.tier = tier
    self.usage = usage
    self.isEstimated = isEstimated
    self.cost = cost
    self.fees = fees
    self.why = why
  }
}

extension RequestOutcome {
  /// Takes the bills, and with them the tokens and the cost that they come to: unknown when one of them is.
  public mutating func charge(_ bills: [AttemptBill]) {
    self.bills = bills
    usage = bills.compactMap(\.usage).reduce(nil as TokenUsage?) { sum, usage in sum.map { $0 + usage } ?? usage }
    usageEstimated = bills.contains(where: \.isEstimated)
    cost = bills.reduce(NanoDollars.zero as NanoDollars?) { sum, bill in
      guard let sum, let cost = bill.cost else { return nil }
      return sum + cost
    }
  }

  /// The one bill that a row stands for which has none of its own; nil when nobody served.
  var impliedBill: AttemptBill? {
    guard let servedOffer else { return nil }
    return AttemptBill(
      offer: servedOffer, model: servedModel ?? "", provider: provider ?? "", usage: usage,
      isEstimated: usageEstimated, cost: cost, why: status.rawValue)
  }

  /// The bills as they are kept: none where the row says all that its one bill does, and in sum what the row costs, so
  /// that money by model is the money of the accounts.
  var keptBills: [AttemptBill] {
    guard let first = bills.first else { return [] }
    if let cost {
      var difference = cost
      for bill in bills { difference -= bill.cost ?? .zero }
      if difference != .zero {
        return bills + [
          AttemptBill(
            offer: servedOffer ?? "", model: servedModel ?? "", provider: provider ?? "", cost: difference,
            why: "difference")
        ]
      }
    }
    return bills.count == 1 && isImplied(first) ? [] : bills
  }

  // As equality with `impliedBill`, which would have to be made for each request.
  private func isImplied(_ bill: AttemptBill) -> Bool {
    bill.cost == cost && bill.isEstimated == usageEstimated && bill.fees == .zero && bill.usage == usage
      && bill.offer == servedOffer && bill.model == servedModel ?? "" && bill.provider == provider ?? ""
      && bill.tier == "standard" && bill.why == status.rawValue
  }
}
