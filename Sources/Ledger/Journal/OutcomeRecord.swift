import Catalog

/// An outcome as a slot of the journal keeps it. `DecisionRows` and `BillRows` read it in the same order.
struct OutcomeRecord {
  private let outcome: RequestOutcome
  private let bills: [AttemptBill]
  /// Bytes that `encode` writes when it has them.
  let byteCount: Int

  // Bounds of texts and bills in a record, and of texts in one for which no room is left.
  private static let textLimit = 2000
  private static let tightTextLimit = 96
  private static let mostBills = 32
  // Four numbers of eight bytes and six of tokens, two of two bytes, two bytes, and the number of bills.
  private static let numberBytes = 4 * 8 + 6 * 8 + 2 * 2 + 2 + 1

  init(_ outcome: RequestOutcome) {
    self.outcome = outcome
    var bills = outcome.keptBills
    if bills.count > Self.mostBills { bills = Self.fitting(bills, in: .max, Self.textLimit) }
    self.bills = bills
    var count = Self.numberBytes
    count += SlotEncoder.bytes(outcome.servedOffer, limit: Self.textLimit)
    count += SlotEncoder.bytes(outcome.servedModel, limit: Self.textLimit)
    count += SlotEncoder.bytes(outcome.provider, limit: Self.textLimit)
    count += SlotEncoder.bytes(outcome.attemptLog, limit: Self.textLimit)
    count += SlotEncoder.bytes(outcome.error, limit: Self.textLimit)
    for bill in bills { count += bill.byteCount(Self.textLimit) }
    byteCount = count
  }

  /// Writes it; where there is not room for all of it texts are cut and bills summed.
  func encode(into encoder: inout SlotEncoder) {
    let isTight = encoder.room < byteCount
    let limit = isTight ? Self.tightTextLimit : Self.textLimit
    encoder.put(outcome.finishedAt.milliseconds)
    encoder.put(outcome.status.code)
    encoder.put((outcome.usage == nil ? 0 : 1) | (outcome.usageEstimated ? 2 : 0) as UInt8)
    encoder.put(UInt16(clamping: outcome.httpStatus))
    encoder.put(UInt16(clamping: outcome.attempts))
    encoder.put(outcome.usage)
    encoder.put(outcome.cost?.amount ?? RequestOutcome.nothing)
    encoder.put(outcome.timeToFirstToken ?? RequestOutcome.nothing)
    encoder.put(outcome.duration)
    encoder.put(outcome.servedOffer, limit: limit)
    encoder.put(outcome.servedModel, limit: limit)
    encoder.put(outcome.provider, limit: limit)
    encoder.put(outcome.attemptLog, limit: limit)
    encoder.put(outcome.error, limit: limit)
    let kept = isTight ? Self.fitting(bills, in: encoder.room - 1, limit) : bills
    encoder.put(UInt8(clamping: kept.count))
    for bill in kept { bill.encode(into: &encoder, limit) }
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

extension RequestOutcome {
  /// Stands for a number that is unknown.
  static let nothing = Int64.min
}

extension AttemptBill {
  private static let numberBytes = 1 + 6 * 8 + 2 * 8

  fileprivate func encode(into encoder: inout SlotEncoder, _ limit: Int) {
    encoder.put((usage == nil ? 0 : 1) | (isEstimated ? 2 : 0) as UInt8)
    encoder.put(usage)
    encoder.put(cost?.amount ?? RequestOutcome.nothing)
    encoder.put(fees.amount)
    encoder.put(offer, limit: limit)
    encoder.put(model, limit: limit)
    encoder.put(provider, limit: limit)
    encoder.put(tier, limit: limit)
    encoder.put(why, limit: limit)
  }

  fileprivate func byteCount(_ limit: Int) -> Int {
    var count = Self.numberBytes + SlotEncoder.bytes(offer, limit: limit) + SlotEncoder.bytes(model, limit: limit)
    count += SlotEncoder.bytes(provider, limit: limit) + SlotEncoder.bytes(tier, limit: limit)
    return count + SlotEncoder.bytes(why, limit: limit)
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
