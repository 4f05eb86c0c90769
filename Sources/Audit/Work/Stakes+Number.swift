internal import Policy

extension Stakes {
  /// The position among all stakes, for keys and saved state.
  var number: UInt8 { UInt8(truncatingIfNeeded: Self.allCases.firstIndex(of: self) ?? 0) }

  /// The stakes at a position; the highest for a number that is none.
  init(number: UInt8) {
    self = Self.allCases.indices.contains(Int(number)) ? Self.allCases[Int(number)] : .irrecoverable
  }
}
