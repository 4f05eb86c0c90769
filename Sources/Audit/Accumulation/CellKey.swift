internal import Catalog

/// What calls must share to be summed into one cell.
struct CellKey: Hashable, Sendable {
  /// The origin's number.
  var origin: Int32
  /// Within it no offer's rates change.
  var segment: Int32
  /// Within it no offer's rates change either.
  var size: UInt16
  /// The use case, after text was looked at.
  var useCase: UInt16
  /// The stakes, after text was looked at, by their position in `Stakes.allCases`.
  var stakes: UInt8
  /// The tier's position in `ServiceTier.allCases`.
  var tier: UInt8
  var flags: Flags

  struct Flags: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let succeeded = Flags(rawValue: 1 << 0)
    static let duplicate = Flags(rawValue: 1 << 1)
    static let unpriced = Flags(rawValue: 1 << 2)
    static let byText = Flags(rawValue: 1 << 3)
    static let costOnly = Flags(rawValue: 1 << 4)
    static let unusable = Flags(rawValue: 1 << 5)
  }

  // Two words instead of seven fields: hashing is most of a row's time.
  func hash(into hasher: inout Hasher) {
    hasher.combine(UInt64(UInt32(bitPattern: origin)) << 32 | UInt64(UInt32(bitPattern: segment)))
    hasher.combine(
      UInt64(size) << 48 | UInt64(useCase) << 32 | UInt64(stakes) << 16 | UInt64(tier) << 8 | UInt64(flags.rawValue))
  }
}
