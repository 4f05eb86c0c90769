import Testing

@testable import Charts

@Suite("Ticks on a number axis")
struct NumberTicksTests {
  @Test("enclose the extent in strictly ascending steps, neither few nor many", arguments: UInt64(1)...300)
  func enclose(seed: UInt64) throws {
    var random = Randomness(seed)
    let scale = [1e-12, 1e-6, 1, 1e6, 1e12].randomElement(using: &random, or: 1)
    let extent = Extent(random.tameNumber() * scale, random.tameNumber() * scale)
    let count = Int.random(in: 2...10, using: &random)
    let ticks = NumberTicks(enclosing: extent, count: count).values
    let first = try #require(ticks.first)
    let last = try #require(ticks.last)
    #expect(first <= extent.low && last >= extent.high)
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0 < $1 })
    #expect((2...(count + 2)).contains(ticks.count), "\(ticks.count) for \(count)")
  }

  @Test("have texts that differ", arguments: UInt64(1)...300)
  func textsDiffer(seed: UInt64) {
    var random = Randomness(seed)
    let offset = [0, 1, 1e3, 1e6, 1e9, -1e12].randomElement(using: &random, or: 0)
    let span = [1e-3, 1, 1e3, 1e7].randomElement(using: &random, or: 1)
    let ticks = NumberTicks(enclosing: Extent(offset, offset + span), count: 6)
    let texts = ticks.values.map(ticks.label)
    #expect(Set(texts).count == texts.count, "\(texts)")
  }

  @Test(
    "read as people write numbers",
    arguments: [
      (Extent(0, 12), ["0", "2", "4", "6", "8", "10", "12"]), (Extent(-0.4, 0.4), ["−0.4", "−0.2", "0", "0.2", "0.4"]),
      (Extent(0, 3_000_000), ["0", "0.5M", "1.0M", "1.5M", "2.0M", "2.5M", "3.0M"]),
      (Extent(0, 50_000), ["0", "10,000", "20,000", "30,000", "40,000", "50,000"]),
      (Extent(0, 2e-7), ["0", "5×10⁻⁸", "1×10⁻⁷", "1.5×10⁻⁷", "2×10⁻⁷"]),
    ])
  func read(extent: Extent, expected: [String]) {
    let ticks = NumberTicks(enclosing: extent, count: 6)
    #expect(ticks.values.map(ticks.label) == expected)
  }

  @Test(
    "exist where all values are equal or far too near each other",
    arguments: [0, 1, -7, 1e-12, 1e12, 1e-300, 1e100] as [Double])
  func degenerate(value: Double) {
    let ticks = NumberTicks(enclosing: Extent(value, value.nextUp), count: 5).values
    #expect(ticks.count >= 2 && ticks.allSatisfy(\.isFinite))
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0 < $1 })
  }
}
