/// A small generator of random numbers whose sequence is the same on every machine (Steele, Lea and Flood 2014).
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// One of many independent sequences of a seed. Seeds are mixed, since sequences whose seeds are a step apart overlap.
  public init(seed: UInt64, stream: Int) {
    var base = SplitMix64(seed: seed)
    var mixed = SplitMix64(seed: base.next() &+ UInt64(bitPattern: Int64(stream)))
    state = mixed.next()
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
