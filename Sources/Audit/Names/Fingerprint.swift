/// The 64-bit hash of Fowler, Noll and Vo (variant 1a) over texts and numbers: tells an accident from the original, not a
/// forgery.
struct Fingerprint {
  private var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ text: String) {
    for byte in text.utf8 { step(byte) }
    // A text's end counts, so that "ab" and "c" differ from "a" and "bc".
    step(0xff)
  }

  mutating func add(_ number: Int64) {
    var rest = UInt64(bitPattern: number)
    for _ in 0..<8 {
      step(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  mutating func add(_ bytes: some Sequence<UInt8>) { for byte in bytes { step(byte) } }

  /// Sixteen hexadecimal digits.
  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  private mutating func step(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
}
