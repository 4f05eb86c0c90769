/// A 64-bit checksum that tells torn and stale records from whole ones; fast, and no defence against forgery.
enum SlotChecksum {
  static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var sum = (seed ^ UInt64(bytes.count)) &* 0x9e37_79b9_7f4a_7c15
    var position = 0
    while bytes.count - position >= 8 {
      sum = mix(sum, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)))
      position += 8
    }
    var rest: UInt64 = 0
    while position < bytes.count {
      rest = rest << 8 | UInt64(bytes[position])
      position += 1
    }
    return mix(sum, rest)
  }

  @inline(__always)
  private static func mix(_ sum: UInt64, _ word: UInt64) -> UInt64 {
    let product = (sum ^ word).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
    return product.high ^ product.low ^ sum << 1
  }
}
