import Catalog

extension RequestOutcome {
  /// Stands for a number that is unknown.
  static let nothing = Int64.min
  // Bounds of texts and bills in a record, and of texts in one for which no room is left.
  private static let textLimit = 2000
  private static let tightTextLimit = 96
  private static let mostBills = 32
  // Four numbers of eight bytes and six of tokens, two of two bytes, two bytes, and the number of bills.
  private static let numberBytes = 4 * 8 + 6 * 8 + 2 * 2 + 2 + 1

  /// Layout of an outcome in a slot. `DecisionRows` and `BillRows` read it in the same order.
  func encode(into encoder: inout SlotEncoder) {
    let bills = keptBills
    let limit = encoder.room < byteCount(bills) ? Self.tightTextLimit : Self.textLimit
    encoder.put(finishedAt.milliseconds)
    encoder.put(status.code)
    encoder.put((usage == nil ? 0 : 1) | (usageEstimated ? 2 : 0) as UInt8)
    encoder.put(UInt16(clamping: httpStatus))
    encoder.put(UInt16(clamping: attempts))
    encoder.put(usage)
    encoder.put(cost?.amount ?? Self.nothing)
    encoder.put(timeToFirstToken ?? Self.nothing)
    encoder.put(duration)
    encoder.put(servedOffer, limit: limit)
    encoder.put(servedModel, limit: limit)
    encoder.put(provider, limit: limit)
    encoder.put(attemptLog, limit: limit)
    encoder.put(error, limit: limit)
    let kept = Self.fitting(bills, in: encoder.room - 1, limit)
    encoder.put(UInt8(kept.count))
    for bill in kept { bill.encode(into: &encoder, limit) }
  }

  /// Bytes that `encode` writes when it has them.
  var byteCount: Int { byteCount(keptBills) }

  private func byteCount(_ bills: [AttemptBill]) -> Int {
    var count = Self.numberBytes
    count += SlotEncoder.bytes(servedOffer, limit: Self.textLimit)
    count += SlotEncoder.bytes(servedModel, limit: Self.textLimit)
    count += SlotEncoder.bytes(provider, limit: Self.textLimit)
    count += SlotEncoder.bytes(attemptLog, limit: Self.textLimit) + SlotEncoder.bytes(error, limit: Self.textLimit)
    return bills.prefix(Self.mostBills).reduce(count) { $0 + $1.byteCount(Self.textLimit) }
  }

  // The bills as far as there is room for them; the last takes in those that there is none for.
  private static func fitting(_ bills: [AttemptBill], in room: Int, _ limit: Int) -> [AttemptBill] {
    var count = min(bills.count, mostBills)
    while count > 0 {
      let kept = bills.count > count ? bills.prefix(count - 1) + [AttemptBill(sum: bills[(count - 1)...])] : bills[...]
      if kept.reduce(0, { $0 + $1.byteCount(limit) }) <= room { return Array(kept) }
      count -= 1
    }
    return []
  }
}

extension AttemptBill {
  private static let numberBytes = 1 + 6 * 8 + 2 * 8

  fileprivate func encode(into encoder: inout SlotEncoder, _ limit: Int) {
    encoder.put((usage == nil ? 0 : 1) | (isEstimated ? 2 : 0) as UInt8)
    encoder.put(usage)
    encoder.put(cost?.amount ?? RequestOutcome.nothing)
    encoder.put(fees.amount)
    for text in [offer, model, provider, tier, why] { encoder.put(text, limit: limit) }
  }

  fileprivate func byteCount(_ limit: Int) -> Int {
    [offer, model, provider, tier, why].reduce(Self.numberBytes) { $0 + SlotEncoder.bytes($1, limit: limit) }
  }

  // Several bills as one, under the name of the last.
  fileprivate init(sum bills: ArraySlice<AttemptBill>) {
    var outcome = RequestOutcome(status: .ok, finishedAt: Timestamp(milliseconds: 0))
    outcome.charge(Array(bills))
    self.init(
      offer: bills.last?.offer ?? "", model: bills.last?.model ?? "", provider: bills.last?.provider ?? "",
      tier: bills.last?.tier ?? "", usage: outcome.usage, isEstimated: outcome.usageEstimated, cost: outcome.cost,
      fees: bills.reduce(.zero) { $0 + $1.fees }, why: "\(bills.count) attempts")
  }
}

extension SlotEncoder {
  // More tokens of a kind than any reply has, and few enough that no sum of rows is beyond what SQLite can count.
  private static let mostTokens = 900_000_000_000

  fileprivate mutating func put(_ usage: TokenUsage?) {
    for kind in TokenKind.allCases { put(Int64(min(max(0, usage?[kind] ?? 0), Self.mostTokens))) }
  }
}
