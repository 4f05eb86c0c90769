import Catalog
import Synchronization

/// Makes names that are unique in a process by construction and across processes by chance (80 random bits).
final class DecisionIDSource: Sendable {
  private let counter: Atomic<UInt64>
  private let seed: UInt16

  init() {
    // The system's generator is a call into the kernel: asked once, not once a request.
    var generator = SystemRandomNumberGenerator()
    counter = Atomic(generator.next())
    seed = generator.next()
  }

  func next(at instant: Timestamp) -> DecisionID {
    let number = counter.wrappingAdd(1, ordering: .relaxed).oldValue
    let milliseconds = UInt64(clamping: instant.milliseconds) & 0xffff_ffff_ffff
    return DecisionID(high: milliseconds << 16 | UInt64(seed), low: Self.scatter(number))
  }

  // A permutation of 64 bits (the finaliser of SplitMix64), so that different numbers stay different.
  private static func scatter(_ number: UInt64) -> UInt64 {
    var value = number &* 0x9e37_79b9_7f4a_7c15
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}
