/// A 64-bit hash of bytes that is the same in every run and never 0.
///
/// Folded 128-bit products, as in wyhash (Wang Yi, 2019), over eight bytes at a time.
enum ByteHash {
  static func hash(_ bytes: ByteView) -> UInt64 {
    var state = fold(0xA076_1D64_78BD_642F ^ UInt64(bytes.count), 0xE703_7ED1_A0B4_28DB)
    var index = 0
    while index < bytes.count {
      state = fold(state ^ bytes.word(at: index), 0x8EBC_6AF0_9C88_C6E3)
      index &+= 8
    }
    state = fold(state ^ 0x5899_65CC_7537_4CC3, 0x1D8E_4E27_C47D_124F)
    return state == 0 ? 1 : state
  }

  @inline(__always)
  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
