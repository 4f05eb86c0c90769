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
    encoder.put(keyID)
    encoder.put(draft.tenant)
    encoder.put(draft.dataClass)
    encoder.put(draft.dialect)
    encoder.put(draft.endpoint)
    encoder.put(draft.useCase)
    encoder.put(draft.stakes)
    encoder.put(draft.modelClass)
    encoder.put(draft.source)
    encoder.put(draft.pinnedBy)
    encoder.put(draft.offer)
    encoder.put(draft.request)
    encoder.put(draft.order)
    // Without a gate nothing follows, as in journals from before gates.
    guard draft.gate != nil else { return }
    encoder.put(draft.evidence ?? nothing)
    encoder.put(draft.gate)
    encoder.put(draft.propensity ?? nothing)
    encoder.put(draft.lot ?? nothing)
  }

  /// Bytes that `encode` writes.
  static func byteCount(_ draft: DecisionDraft, keyID: String?) -> Int {
    var count = numberBytes + SlotEncoder.bytes(keyID)
    count += SlotEncoder.bytes(draft.tenant) + SlotEncoder.bytes(draft.dataClass) + SlotEncoder.bytes(draft.dialect)
    count += SlotEncoder.bytes(draft.endpoint) + SlotEncoder.bytes(draft.useCase) + SlotEncoder.bytes(draft.stakes)
    count += SlotEncoder.bytes(draft.modelClass) + SlotEncoder.bytes(draft.source) + SlotEncoder.bytes(draft.pinnedBy)
    count += SlotEncoder.bytes(draft.offer) + SlotEncoder.bytes(draft.request) + SlotEncoder.bytes(draft.order)
    guard draft.gate != nil else { return count }
    return count + SlotEncoder.bytes(draft.gate) + 3 * MemoryLayout<Int64>.size
  }

  // Eight numbers of eight bytes, two of four, and one byte.
  private static let numberBytes = 8 * 8 + 2 * 4 + 1

  /// What a draft says first: who it is of, and what was held in which windows.
  struct Head {
    var id: DecisionID
    var startedAt: Timestamp
    var held: NanoDollars?
    var windows: WindowNumbers
    /// Where it lies in the draft; nil when no key was asked for.
    var keyID: UnsafeRawBufferPointer?
  }

  /// The head of a draft; nil when the bytes are too few.
  static func head(_ bytes: UnsafeRawBufferPointer) -> Head? {
    var decoder = SlotDecoder(bytes)
    let id = DecisionID(high: decoder.integer(), low: decoder.integer())
    let startedAt = Timestamp(milliseconds: decoder.integer())
    let amount = decoder.integer(Int64.self)
    let windows = WindowNumbers(day: decoder.integer(), month: decoder.integer())
    // Digest, three marks, and whether it is a stream.
    for _ in 0..<4 { _ = decoder.integer(UInt64.self) }
    _ = decoder.integer(UInt8.self)
    let keyID = decoder.text()
    guard !decoder.isDamaged else { return nil }
    return Head(
      id: id, startedAt: startedAt, held: amount == nothing ? nil : NanoDollars(amount), windows: windows, keyID: keyID)
  }
}
