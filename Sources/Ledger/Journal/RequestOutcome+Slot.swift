import Catalog

extension RequestOutcome {
  private static let nothing = Int64.min

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

  init?(_ bytes: UnsafeRawBufferPointer) {
    var decoder = SlotDecoder(bytes)
    let finishedAt = Timestamp(milliseconds: decoder.integer())
    guard let status = RequestStatus(code: decoder.integer()) else { return nil }
    self.init(status: status, finishedAt: finishedAt)
    let flags = decoder.integer(UInt8.self)
    usageEstimated = flags & 2 != 0
    httpStatus = Int(decoder.integer(UInt16.self))
    attempts = Int(decoder.integer(UInt16.self))
    func count() -> Int { Int(clamping: decoder.integer(Int64.self)) }
    let counts = TokenUsage(
      input: count(), cacheRead: count(), cacheWriteShort: count(), cacheWriteLong: count(), output: count(),
      reasoning: count())
    usage = flags & 1 != 0 ? counts : nil
    func optional() -> Int64? {
      let value = decoder.integer(Int64.self)
      return value == Self.nothing ? nil : value
    }
    cost = optional().map { NanoDollars($0) }
    timeToFirstToken = optional()
    duration = decoder.integer()
    servedOffer = decoder.text()
    servedModel = decoder.text()
    provider = decoder.text()
    attemptLog = decoder.text() ?? ""
    error = decoder.text()
    if decoder.isDamaged { return nil }
  }
}
