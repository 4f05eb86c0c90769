internal import Catalog

extension CallAssembler {
  /// When the call was answered, or when the bucket begins.
  @inline(__always)
  mutating func time(_ values: RowValues, _ table: FormatTable, _ row: Int) -> Timestamp? {
    guard let value = values[.at] ?? values[.atAlternative] else {
      note(.missingTime, row, .at)
      return nil
    }
    guard let reading = TimeText.read(value, table.time, in: arena) else {
      note(.malformedTime, row, .at, value)
      return nil
    }
    if !reading.hasZone { note(.timeWithoutZone, row, .at, value) }
    return reading.at
  }

  /// Whether the provider answered.
  @inline(__always)
  func succeeded(_ values: RowValues) -> Bool {
    let watched = Slot.status.bit | Slot.httpStatus.bit | Slot.spanStatus.bit | Slot.error.bit | Slot.cancelled.bit
    guard values.present & watched != 0 else { return true }
    if let status = values[.status], Self.isFailure(status.bytes) { return false }
    if let status = values[.httpStatus] {
      guard case .success(let code) = TokenText.read(status, in: arena), (200..<300).contains(code) || code == 0 else {
        return false
      }
    }
    if let status = values[.spanStatus]?.bytes, status.matches("2") || status.matches("STATUS_CODE_ERROR") {
      return false
    }
    if let error = values[.error], error.kind != .no, !error.bytes.isEmpty { return false }
    return values[.cancelled].map { !Self.isTrue($0) } ?? true
  }

  private static func isFailure(_ status: ByteView) -> Bool {
    for word: StaticString in [
      "failure", "failed", "error", "client_error", "upstream_error", "cancelled", "interrupted", "cut", "refused",
      "over_budget",
    ] where status.matchesIgnoringCase(word) { return true }
    return false
  }

  /// Whether a value means yes.
  static func isTrue(_ value: RawValue) -> Bool {
    value.kind == .yes || value.bytes.matchesIgnoringCase("true") || value.bytes.matches("1")
      || value.bytes.matchesIgnoringCase("t")
  }

  /// The names, the tier and the hash of the request's id.
  @inline(__always)
  mutating func identify(_ values: RowValues, _ table: FormatTable, _ call: inout LoggedCall) {
    call.model = name(.model, .modelAlternative, values)
    call.provider = name(.provider, .provider, values)
    call.key = name(.key, .keyAlternative, values)
    call.team = name(.team, .teamAlternative, values)
    call.region = name(.region, .region, values)
    call.label = label(values)
    call.tier = tier(values)
    call.idHash = values[.id].map { ByteHash.hash($0.decoded(in: arena)) } ?? 0
    // A bill names the model at the beginning of its line: `gpt-6-sol, cached input`.
    if call.model == .none, table.format == .openAICosts, let item = values[.label]?.decoded(in: arena),
      let comma = item.first(UInt8(ascii: ","), from: 0)
    {
      call.model = names.number(of: item[0..<comma].trimmed)
    }
  }

  @inline(__always)
  private mutating func name(
    _ slot: Slot, _ alternative: Slot, _ values: RowValues
  ) -> NameNumber {
    guard let value = values[slot] ?? values[alternative], let text = text(of: value) else {
      return .none
    }
    return names.number(of: text)
  }

  @inline(__always)
  private func text(of value: RawValue) -> ByteView? {
    switch value.kind {
    case .cell, .string, .number: value.decoded(in: arena)
    default: nil
    }
  }

  private mutating func label(_ values: RowValues) -> NameNumber {
    if let value = values[.label], let text = LabelText.first(of: value, in: arena) { return names.number(of: text) }
    return name(.labelAlternative, .label, values)
  }

  private func tier(_ values: RowValues) -> ServiceTier {
    if let batch = values[.isBatch], Self.isTrue(batch) { return .batch }
    guard let tier = values[.tier]?.bytes else { return .standard }
    if tier.matchesIgnoringCase("batch") { return .batch }
    if tier.matchesIgnoringCase("flex") { return .flex }
    return tier[0..<8].matchesIgnoringCase("priority") ? .priority : .standard
  }
}
