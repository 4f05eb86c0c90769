import Catalog
import Testing

@Suite("money and instants as text")
struct MoneyTextTests {
  @Test(
    "dollars have as many digits as they need, at least two",
    arguments: [(0, "$0.00"), (315_000, "$0.000315"), (12_500_000_000, "$12.50"), (-1, "-$0.000000001")]
      as [(Int64, String)])
  func nanoDollars(amount: Int64, text: String) { #expect(NanoDollars(amount).description == text) }

  @Test("exact amounts show digits below a nano-dollar")
  func exact() {
    #expect(ExactDollars(1, decimals: 15).description == "$0.000000000000001")
    #expect(ExactDollars(-1_500, decimals: 3).description == "-$1.50")
    #expect(ExactDollars(7, decimals: 0).description == "$7.00")
  }

  @Test("sums of money saturate")
  func saturation() {
    #expect(NanoDollars(.max) + NanoDollars(1) == NanoDollars(.max))
    #expect(NanoDollars(.min) - NanoDollars(1) == NanoDollars(.min))
  }

  @Test(
    "a day or an instant is read back as it is written",
    arguments: [
      ("2026-11-20", "2026-11-20T00:00:00.000Z"), ("2026-11-20T16:05Z", "2026-11-20T16:05:00.000Z"),
      ("2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000Z"),
    ])
  func instants(text: String, expected: String) { #expect(Timestamp(text)?.description == expected) }

  @Test(
    "what is not an instant is refused",
    arguments: [
      "", "2026", "2026-13-01", "2026-02-29", "2026-11-20T16:05", "2026-11-20T24:00Z", "2026-11-20T16:60Z",
      "2026-1-2", "2026-11-20T", "2026-11-20Tx", "20261120", "2026-11-20T16:05:61Z", "２０２６-11-20",
    ])
  func notInstants(text: String) { #expect(Timestamp(text) == nil) }

  @Test("the earliest and the latest instant can be printed")
  func ends() {
    #expect(Timestamp(milliseconds: .min).description.hasSuffix("Z"))
    #expect(Timestamp(milliseconds: .max).minuteOfDay < 1440)
    #expect(Timestamp(milliseconds: -1).minuteOfDay == 1439)
  }
}
