public import Catalog

extension DecisionID {
  /// A new name of an instant, for what is not served by a gateway and wants a name all the same.
  public init(at instant: Timestamp, using generator: inout some RandomNumberGenerator) {
    let milliseconds = UInt64(clamping: instant.milliseconds) & 0xffff_ffff_ffff
    self.init(high: milliseconds << 16 | UInt64(generator.next() as UInt16), low: generator.next())
  }
}
