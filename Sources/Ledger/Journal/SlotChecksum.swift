/// A 64-bit checksum that tells torn and stale records from whole ones; fast, and no defence against forgery.
enum SlotChecksum {
  static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    func word(_ position: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }
    // Four sums beside each other: one alone would wait for each multiplication before the next.
    var sums: (UInt64, UInt64, UInt64, UInt64) = (seed, seed &+ 1, seed &+ 2, seed &+ 3)
    var position = 0
    while bytes.count - position >= 32 {
      sums.0 = mix(sums.0, word(position))
      sums.1 = mix(sums.1, word(position + 8))
      sums.2 = mix(sums.2, word(position + 16))
      sums.3 = mix(sums.3, word(position + 24))
      position += 32
    }
    var sum = mix(mix(mix(mix(UInt64(bytes.count), sums.0), sums.1), sums.2), sums.3)
    while bytes.count - position >= 8 {
      sum = mix(sum, word(position))
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
