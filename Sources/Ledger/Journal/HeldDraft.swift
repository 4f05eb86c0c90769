import Catalog

/// What a slot says of a request that is under way.
struct HeldDraft: Hashable, Sendable {
  var draft: DecisionDraft
  var keyID: String?
  var held: NanoDollars?
  var windows: WindowNumbers

  // Hashes are kept as marks; a row's reader finds the whole ones.
  private static let nothing = Int64.min

  // Static, so that the draft's many texts need not be copied into a value first.
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
    encoder.put(draft.order, limit: 600, atSeparator: UInt8(ascii: ","))
  }

  init?(_ bytes: UnsafeRawBufferPointer) {
    var decoder = SlotDecoder(bytes)
    let id = DecisionID(high: decoder.integer(), low: decoder.integer())
    draft = DecisionDraft(id: id, startedAt: Timestamp(milliseconds: decoder.integer()))
    let amount = decoder.integer(Int64.self)
    held = amount == Self.nothing ? nil : NanoDollars(amount)
    windows = WindowNumbers(day: decoder.integer(), month: decoder.integer())
    draft.digest = decoder.integer()
    draft.policyHash = DocumentMark.text(decoder.integer())
    draft.catalogHash = DocumentMark.text(decoder.integer())
    draft.upstreamsHash = DocumentMark.text(decoder.integer())
    draft.stream = decoder.integer(UInt8.self) == 1
    keyID = decoder.text()
    draft.tenant = decoder.text()
    draft.dataClass = decoder.text()
    draft.dialect = decoder.text() ?? ""
    draft.endpoint = decoder.text() ?? ""
    draft.useCase = decoder.text() ?? ""
    draft.stakes = decoder.text() ?? ""
    draft.modelClass = decoder.text() ?? ""
    draft.source = decoder.text() ?? ""
    draft.pinnedBy = decoder.text()
    draft.offer = decoder.text()
    draft.request = decoder.text() ?? ""
    draft.order = decoder.text() ?? ""
    if decoder.isDamaged { return nil }
  }
}
