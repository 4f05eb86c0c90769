public import Catalog

/// The name of one request: a ULID, so that names sort by the time at which they were made.
public struct DecisionID: Hashable, Comparable, Sendable {
  /// 48 bits of milliseconds since the epoch, then the first 16 of the rest.
  let high: UInt64
  /// The last 64 bits.
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// When it was made, to the millisecond.
  public var timestamp: Timestamp { Timestamp(milliseconds: Int64(high >> 16)) }

  public static func < (left: Self, right: Self) -> Bool { (left.high, left.low) < (right.high, right.low) }
}

extension DecisionID: LosslessStringConvertible {
  // A literal, as an array would be asked for whether it is there yet at each character.
  private static var alphabet: StaticString { "0123456789ABCDEFGHJKMNPQRSTVWXYZ" }
  /// Characters of a name.
  static let length = 26

  /// 26 characters of Crockford's base32.
  public var description: String {
    String(unsafeUninitializedCapacity: Self.length) { buffer in
      write(to: buffer)
      return Self.length
    }
  }

  /// Writes the 26 characters into `buffer`, which has room for them.
  func write(to buffer: UnsafeMutableBufferPointer<UInt8>) {
    var high = high
    var low = low
    let alphabet = Self.alphabet.utf8Start
    for position in stride(from: Self.length - 1, through: 0, by: -1) {
      buffer[position] = alphabet[Int(low & 31)]
      low = low >> 5 | high << 59
      high >>= 5
    }
  }

  /// Reads 26 characters of Crockford's base32, in either case, with its usual confusions (`O`, `I`, `L`) allowed.
  public init?(_ description: String) {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var count = 0
    for byte in description.utf8 {
      guard let digit = Self.digit(byte), count > 0 || digit < 8, count < 26 else { return nil }
      high = high << 5 | low >> 59
      low = low << 5 | digit
      count += 1
    }
    guard count == 26 else { return nil }
    self.init(high: high, low: low)
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    let upper = byte >= 97 && byte <= 122 ? byte - 32 : byte
    switch upper {
    case UInt8(ascii: "O"): return 0
    case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
    default:
      return alphabet.withUTF8Buffer { $0.firstIndex(of: upper) }.map(UInt64.init)
    }
  }
}
