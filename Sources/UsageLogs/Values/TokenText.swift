/// A count of tokens as a log writes it.
enum TokenText {
  /// The most that one row may count: far above any bucket, and ten million such rows still fit 64 bits.
  static let limit = 900_000_000_000

  /// The count, or what is wrong with it.
  @inline(__always)
  static func read(_ value: RawValue, in arena: ByteArena) -> Result<Int, LogProblemKind> {
    // Digits alone are nearly all there is.
    let bytes = value.bytes
    if bytes.count <= 11, !bytes.isEmpty, value.kind != .yes, value.kind != .no {
      var number = 0
      var index = 0
      while index < bytes.count {
        let digit = bytes[index] &- 0x30
        guard digit < 10 else { return unusual(value, in: arena) }
        number = number &* 10 &+ Int(digit)
        index &+= 1
      }
      return .success(number)
    }
    return unusual(value, in: arena)
  }

  private static func unusual(_ value: RawValue, in arena: ByteArena) -> Result<Int, LogProblemKind> {
    switch value.kind {
    case .cell, .string, .number: break
    default: return .failure(.textualTokens)
    }
    guard let number = DecimalText(value.decoded(in: arena).trimmed) else { return .failure(.textualTokens) }
    switch number.whole(limit: limit) {
    case .fractional: return .failure(.fractionalTokens)
    case .tooLarge: return .failure(number.isNegative ? .negativeTokens : .overflowingTokens)
    case .value(let count): return count < 0 ? .failure(.negativeTokens) : .success(count)
    }
  }
}
extension LogProblemKind: Error {}
