import Catalog
import Testing

@testable import UsageLogs

private func withValue<R>(_ text: String, _ kind: RawValue.Kind = .string, _ body: (RawValue, ByteArena) -> R) -> R {
  let bytes = Array(text.utf8)
  return bytes.withView(bytes.count) { body(RawValue($0, kind), ByteArena()) }
}

@Suite("Money, tokens and time as text") struct ValueTests {
  @Test(
    "dollars are exact up to nine decimals and rounded half to even beyond",
    arguments: [
      ("0.001234567", 1_234_567), ("1e-9", 1), ("2.5e-05", 25_000), ("-3", -3_000_000_000), ("$0.02", 20_000_000),
      ("-$0.02", -20_000_000), ("0.0000000005", 0), ("0.0000000015", 2), ("0.0000000025", 2),
      ("0.00000000250000000000000000000000000000000000001", 3), ("1.5E3", 1_500_000_000_000),
      ("9223372036", 9_223_372_036_000_000_000),
      ("0.00013500000000000003", 135_000), ("1 USD", 1_000_000_000), ("0e99999", 0), ("1e-99999", 0),
    ])
  func dollars(text: String, nano: Int64) {
    let reading = withValue(text) { CostText.read($0, unit: .dollars, in: $1) }
    #expect(reading == .amount(NanoDollars(nano)))
  }

  @Test("cents and nano-dollars") func otherUnits() {
    #expect(withValue("123.78912") { CostText.read($0, unit: .cents, in: $1) } == .amount(NanoDollars(1_237_891_200)))
    #expect(withValue("3141592") { CostText.read($0, unit: .nano, in: $1) } == .amount(NanoDollars(3_141_592)))
  }

  @Test("what is no amount in dollars", arguments: ["", "abc", "1.2.3", "1e", "--1", "9999999999999", "1,5", "."])
  func noDollars(text: String) {
    let reading = withValue(text) { CostText.read($0, unit: .dollars, in: $1) }
    #expect(reading == (text.isEmpty ? .unknown : .malformed))
  }

  @Test("another currency is named") func currency() {
    #expect(withValue("12.50 EUR") { CostText.read($0, unit: .dollars, in: $1) } == .foreign("EUR"))
  }

  @Test(
    "token counts",
    arguments: [("0", 0), ("1200", 1200), ("20.0", 20), ("1.2e3", 1200), ("900000000000", 900_000_000_000)])
  func tokens(text: String, count: Int) {
    #expect(withValue(text) { TokenText.read($0, in: $1) } == .success(count))
  }

  @Test(
    "what is no token count",
    arguments: [
      ("-5", LogProblemKind.negativeTokens), ("1.5", .fractionalTokens), ("many", .textualTokens), ("", .textualTokens),
      ("99999999999999999999999", .overflowingTokens), ("1e400", .overflowingTokens), ("-1e400", .negativeTokens),
      ("1e-400", .fractionalTokens), ("900000000001", .overflowingTokens),
    ])
  func noTokens(text: String, kind: LogProblemKind) {
    #expect(withValue(text) { TokenText.read($0, in: $1) } == .failure(kind))
  }

  @Test(
    "instants with and without a zone",
    arguments: [
      ("2026-11-20T10:00:02.5Z", "2026-11-20T10:00:02.500Z", true),
      ("2026-11-20 12:00:00+02", "2026-11-20T10:00:00.000Z", true),
      ("2026-11-20T04:30:00-05:30", "2026-11-20T10:00:00.000Z", true),
      ("2026-11-20T10:00:00+0000", "2026-11-20T10:00:00.000Z", true),
      ("2026-11-20 10:00:00.123456", "2026-11-20T10:00:00.123Z", false),
      ("2026-11-20", "2026-11-20T00:00:00.000Z", false),
      ("2026-11-20 10:00:00 UTC", "2026-11-20T10:00:00.000Z", true), ("1795132800", "2026-11-20T00:00:00.000Z", true),
      ("1795132800.25", "2026-11-20T00:00:00.250Z", true), ("1795132800123", "2026-11-20T00:00:00.123Z", true),
      ("1795132800123456", "2026-11-20T00:00:00.123Z", true), ("1795132800123456789", "2026-11-20T00:00:00.123Z", true),
      ("2024-02-29T23:59:60Z", "2024-03-01T00:00:00.000Z", true),
    ])
  func instants(text: String, expected: String, hasZone: Bool) throws {
    let reading = try #require(withValue(text) { TimeText.read($0, .automatic, in: $1) })
    #expect(reading.at.description == expected)
    #expect(reading.hasZone == hasZone)
  }

  @Test(
    "what is no instant",
    arguments: [
      "", "yesterday", "2026-02-30", "2026-13-01", "2026-11-20T25:00:00Z", "2026-11-20T10:00:00+99", "-5", "12",
      "2026-11-20T10:00:00Zz", "9999-01-01", "1e30", "2026-11-20T10:60:00Z", "0001-01-01",
    ])
  func noInstants(text: String) { #expect(withValue(text) { TimeText.read($0, .automatic, in: $1) } == nil) }

  @Test(
    "a half surrogate and a broken escape become U+FFFD and nothing overflows",
    arguments: [
      (#"\ud83d\ude00"#, "😀"), (#"\ud83dx"#, "\u{FFFD}x"), (#"\u\u\u\u"#, "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
      (#"a\nb\"\/"#, "a\nb\"/"), (#"a\"#, "a"),
    ])
  func escapes(text: String, expected: String) {
    #expect(withValue(text) { JSONUnescape.decoded($0.bytes, in: $1).string } == expected)
  }
}
