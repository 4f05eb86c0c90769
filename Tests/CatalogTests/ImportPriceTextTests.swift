import Testing

@testable import Catalog

@Suite("prices as text become exact rates")
struct ImportPriceTextTests {
  @Test(
    "a price per token is exact in nano-dollars per million tokens",
    arguments: [
      ("1.5e-07", 150_000_000), ("1e-7", 100_000_000), ("2.84E-8", 28_400_000), ("0.00000015", 150_000_000),
      ("3.625e-09", 3_625_000), ("0", 0), ("0.0", 0), ("-0", 0), ("1e-15", 1), ("5E-06", 5_000_000_000),
      ("1", 1_000_000_000_000_000), ("0.0000000000000000000000000000", 0), ("150e-9", 150_000_000),
    ])
  func perToken(_ text: String, _ expected: Int64) {
    #expect(TokenRate(dollars: text, perToken: true)?.nanoDollarsPerMillion == expected)
  }

  @Test(
    "a price per million tokens is exact",
    arguments: [
      ("0.0284", 28_400_000), ("0.1", 100_000_000), ("0.3", 300_000_000), ("15", 15_000_000_000),
      ("0.003625", 3_625_000), ("1e6", 1_000_000_000_000_000), ("12.345678901", 12_345_678_901),
    ])
  func perMillion(_ text: String, _ expected: Int64) {
    #expect(TokenRate(dollars: text, perToken: false)?.nanoDollarsPerMillion == expected)
  }

  @Test(
    "the trace of a printed binary number goes to the nearest, any other rest upward",
    arguments: [
      ("4.0000000000000003e-07", 400_000_000), ("9.499999999999999e-07", 950_000_000),
      ("3.6000000000000003e-06", 3_600_000_000), ("1.0000000001e-15", 1), ("1.1e-15", 2), ("1e-16", 1), ("1e-400", 1),
    ])
  func rests(_ text: String, _ expected: Int64) {
    #expect(TokenRate(dollars: text, perToken: true)?.nanoDollarsPerMillion == expected)
  }

  @Test("a sixth of a dollar per million tokens is rounded up")
  func sixth() {
    #expect(TokenRate(dollars: "0.16666666666666666", perToken: false)?.nanoDollarsPerMillion == 166_666_667)
  }

  @Test(
    "what is no price is refused",
    arguments: [
      "", "-", "-1e-7", "1e", "1e+", ".5", "5.", "1.2.3", "0x10", "NaN", "Infinity", "1e400", "1e999999999999", "1.1",
      "99999999999999999999", "1,5", " 1", "1 ",
      "1" + String(repeating: "0", count: 500),
    ])
  func refused(_ text: String) { #expect(TokenRate(dollars: text, perToken: true) == nil) }
}
