import Testing

@testable import Charts

@Suite("Numbers as text")
struct NumberTextTests {
  @Test(
    "keep the digits that matter",
    arguments: [
      (6.18, "6.18"), (161.64778, "161.6"), (0, "0"), (-1.198, "−1.198"), (12_345.6, "12,346"),
      (0.00001234, "1.234×10⁻⁵"),
      (9.9999e20, "1×10²¹"), (5, "5"), (.nan, "–"),
    ] as [(Double, String)])
  func readable(value: Double, expected: String) {
    #expect(NumberText.readable(value) == expected)
  }

  @Test("have the asked decimals and never a negative zero")
  func fixed() {
    #expect(NumberText.fixed(-0.04, decimals: 1) == "0.0")
    #expect(NumberText.fixed(9.96, decimals: 1) == "10.0")
    #expect(NumberText.fixed(1_234_567.891, decimals: 2) == "1,234,567.89")
    #expect(NumberText.fixed(0.05, decimals: 3) == "0.050")
  }

  @Test("can be read back by programs with four digits or more", arguments: UInt64(1)...200)
  func machine(seed: UInt64) throws {
    var random = Randomness(seed)
    let value = random.tameNumber() * [1e-12, 1e-3, 1, 1e6, 1e12].randomElement(using: &random, or: 1)
    let back = try #require(Double(NumberText.machine(value)))
    #expect(abs(back - value) <= abs(value) * 0.000_51)
  }

  @Test("place shapes with at most two decimals")
  func coordinate() {
    #expect([1, 1.5, 1.256, -0.05, -0.001].map(NumberText.coordinate) == ["1", "1.5", "1.26", "-0.05", "0"])
  }
}
