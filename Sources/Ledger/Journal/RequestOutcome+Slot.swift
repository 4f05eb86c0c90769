import Catalog

extension RequestOutcome {
  /// Stands for a number that is unknown.
  static let nothing = Int64.min

  /// Layout of an outcome in a slot. `DecisionRows` reads it in the same order.
  func encode(into encoder: inout SlotEncoder) {
    encoder.put(finishedAt.milliseconds)
    encoder.put(status.code)
    encoder.put((usage == nil ? 0 : 1) | (usageEstimated ? 2 : 0) as UInt8)
    encoder.put(UInt16(clamping: httpStatus))
    encoder.put(UInt16(clamping: attempts))
    for kind in TokenKind.allCases { encoder.put(Int64(usage?[kind] ?? 0)) }
    encoder.put(cost?.amount ?? Self.nothing)
    encoder.put(timeToFirstToken ?? Self.nothing)
    encoder.put(duration)
    encoder.put(servedOffer, limit: 96)
    encoder.put(servedModel, limit: 96)
    encoder.put(provider, limit: 48)
    encoder.put(attemptLog, limit: min(300, encoder.room / 2))
    encoder.put(error, limit: 500)
  }
}
