/// What a field of a log means, before formats' habits are evened out.
enum Slot: Int, CaseIterable {
  case id, at, atAlternative
  case model, modelAlternative, provider, key, keyAlternative, team, teamAlternative
  case label, labelAlternative, region, tier, isBatch
  /// A word such as `success`, an HTTP status, a span's status code, an error, or whether it was cancelled.
  case status, httpStatus, spanStatus, error, cancelled
  case requests
  /// Prompt tokens, which may or may not include cached ones, and those that certainly do not.
  case prompt, uncached
  case cacheRead, cacheWrite, cacheWriteShort, cacheWriteLong
  /// Answer tokens, which may or may not include reasoning, and reasoning.
  case completion, reasoning
  case total
  case cost, costAlternative, costOfInput, costOfOutput, costExtra, costNano, currency
  case messages
  /// What kind of record it is: an observation's type, a span's operation, an object's name.
  case recordKind

  /// The bit of this slot in a set of slots.
  var bit: UInt64 { 1 << UInt64(rawValue) }

  /// Slots that say how much was used or paid; a record without any is no call.
  static let amounts: UInt64 = [
    Slot.prompt, .uncached, .cacheRead, .completion, .total, .cost, .costAlternative, .costNano,
  ]
  .reduce(0) { $0 | $1.bit }
}
