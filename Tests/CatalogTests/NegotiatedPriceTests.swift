import Catalog
import Testing

@Suite("negotiated prices")
struct NegotiatedPriceTests {
  private func costs(_ id: OfferID, _ overrides: String, _ instants: [String]) throws -> [Int64?] {
    let offer = try SmallCatalog.offer(
      id, "defaults: {source: contract 2026-17, as_of: 2026-11-01}\noverrides:\n" + overrides)
    return instants.map { offer.cost(of: TokenUsage(input: 1000), at: at($0)).amount?.amount }
  }

  @Test("a factor holds on whatever is listed, from its day until its end, changes of the list included")
  func multiplier() throws {
    let found = try costs(
      "lab/flash@beta", "  - {provider: beta, from: 2026-12-01, until: 2027-02-01, multiplier: 0.8}",
      ["2026-11-30T23:59Z", "2026-12-01", "2026-12-01T02:00Z", "2027-01-15", "2027-02-01"])
    #expect(found == [150_000, 120_000, 240_000, 160_000, 200_000])
  }

  @Test("each instant has one price: no start is listed twice")
  func distinctStarts() throws {
    let text = """
      defaults: {source: contract 2026-17, as_of: 2026-11-01}
      overrides: [{provider: beta, from: 2026-12-01, until: 2027-01-01, multiplier: 0.8}]
      """
    let starts = try SmallCatalog.offer("lab/flash@beta", text).prices.map(\.from.dayText)
    #expect(starts == ["2026-05-01", "2026-09-10", "2026-12-01", "2027-01-01"])
  }

  @Test("a price of its own replaces the list, its future prices too, until it ends")
  func price() throws {
    let forever = try costs(
      "lab/flash@beta", "  - {offer: lab/flash@beta, from: 2026-12-01, input: 0.1, output: 0.2}",
      ["2026-11-30", "2026-12-01T02:00Z", "2027-01-15"])
    #expect(forever == [150_000, 100_000, 100_000])
    let ending = try costs(
      "lab/flash@beta", "  - {model: lab/flash, provider: beta, from: 2026-12-01, until: 2027-03-01, input: 0.1}",
      ["2027-02-28", "2027-03-01"])
    #expect(ending == [100_000, 200_000])
  }

  @Test("an offer without a listed price can have a negotiated one, unknown again when it ends")
  func unlisted() throws {
    let found = try costs(
      "lab/flash@own", "  - {offer: lab/flash@own, from: 2026-12-01, until: 2027-01-01, input: 0.05, output: 0.05}",
      ["2026-11-30", "2026-12-01", "2027-01-01"])
    #expect(found == [nil, 50_000, nil])
  }

  @Test("overrides apply one after the other and leave a trace in the source")
  func composition() throws {
    let text = """
      defaults: {source: contract 2026-17, as_of: 2026-11-01}
      overrides:
        - {model: lab/flash, from: 2026-12-01, multiplier: 0.5}
        - {offer: lab/flash@alpha/EU, from: 2026-12-15, multiplier: 0.9}
      """
    let offer = try SmallCatalog.offer("lab/flash@alpha/EU", text)
    #expect(offer.prices.map(\.multiplierPPM) == [1_500_000, 750_000, 675_000])
    #expect(offer.prices.last?.citation.source == "contract 2026-17, on contract 2026-17, on listing")
    #expect(offer.cost(of: TokenUsage(input: 1000), at: at("2026-12-20")) == nano(202_500))
  }
}
