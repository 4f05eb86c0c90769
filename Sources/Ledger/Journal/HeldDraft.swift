import Catalog

/// Layout of a draft in a slot. `DecisionRows` reads it in the same order.
enum HeldDraft {
  /// Stands for an amount that is unknown.
  static let nothing = Int64.min

  static func encode(
    _ draft: DecisionDraft, keyID: String?, held: NanoDollars?, windows: WindowNumbers, into encoder: inout SlotEncoder
  ) {
    encoder.put(draft.id.high)
    encoder.put(draft.id.low)
    encoder.put(draft.startedAt.milliseconds)
    encoder.put(held?.amount ?? nothing)
    encoder.put(windows.day)
    encoder.put(windows.month)
    encoder.put(draft.digest)
    encoder.put(DocumentMark.of(draft.policyHash))
    encoder.put(DocumentMark.of(draft.catalogHash))
    encoder.put(DocumentMark.of(draft.upstreamsHash))
    encoder.put(draft.stream ? 1 : 0 as UInt8)
    encoder.put(keyID, limit: 16)
    encoder.put(draft.tenant, limit: 64)
    encoder.put(draft.dataClass, limit: 48)
    encoder.put(draft.dialect, limit: 16)
    encoder.put(draft.endpoint, limit: 24)
    encoder.put(draft.useCase, limit: 64)
    encoder.put(draft.stakes, limit: 16)
    encoder.put(draft.modelClass, limit: 16)
    encoder.put(draft.source, limit: 16)
    encoder.put(draft.pinnedBy, limit: 48)
    encoder.put(draft.offer, limit: 96)
    encoder.put(draft.request, limit: DecisionDraft.requestLimit)
    // What follows the order must have room whatever the order's length. Without a gate nothing follows, as in
    // journals from before gates.
    let numbers = MemoryLayout<Int64>.size * 3
    let gate = draft.gate.map { min($0.utf8.count, gateLimit) + 2 + numbers } ?? 0
    encoder.put(draft.order, limit: min(600, max(0, encoder.room - 2 - gate)), atSeparator: UInt8(ascii: ","))
    guard draft.gate != nil else { return }
    encoder.put(draft.evidence ?? nothing)
    encoder.put(draft.gate, limit: min(gateLimit, max(0, encoder.room - 2 - 2 * MemoryLayout<Int64>.size)))
    encoder.put(draft.propensity ?? nothing)
    encoder.put(draft.lot ?? nothing)
  }

  /// Bytes of a gate's name that are kept.
  private static let gateLimit = 240

  /// When the request began and what was held for it; nil when the bytes are too few.
  static func held(_ bytes: UnsafeRawBufferPointer) -> (startedAt: Timestamp, held: NanoDollars?)? {
    var decoder = SlotDecoder(bytes)
    _ = (decoder.integer(UInt64.self), decoder.integer(UInt64.self))
    let startedAt = Timestamp(milliseconds: decoder.integer())
    let amount = decoder.integer(Int64.self)
    return decoder.isDamaged ? nil : (startedAt, amount == nothing ? nil : NanoDollars(amount))
  }
}
