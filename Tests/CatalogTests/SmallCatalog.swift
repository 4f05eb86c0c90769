import Catalog
import StrictYAML

/// A catalogue with one of everything the format has.
enum SmallCatalog {
  static let text = """
    version: 1
    defaults: {source: listing, as_of: 2026-11-20}
    sources:
      listing: {url: "https://example.com/prices", licence: MIT, as_of: 2026-11-20}
      second: {as_of: 2026-11-18}
    providers:
      - {id: alpha, name: Alpha, seat: US, dialect: openai, base_url: "https://alpha.example/v1/", key_env: ALPHA_KEY, terms: [zero_retention]}
      - {id: beta, name: Beta, seat: CN, region: CN, dialect: openai, base_url: "https://beta.example/v1"}
      - {id: claude, name: Claude host, seat: US, dialect: anthropic, terms: [baa, no_training]}
      - {id: own, name: Own machine, seat: self, dialect: openai}
    models:
      - {id: lab/flash, name: Flash, lab: Lab, origin: CN, weights: open, licence: MIT, tier: small, released: 2026-05-01, context: 131072, max_output: 65536, capabilities: [tools, images, logprobs], aliases: [flash-chat]}
      - {id: lab/sol, name: Sol, lab: Lab, origin: US, weights: closed, tier: flagship, context: 1000000, max_output: 128000, capabilities: [tools, images, reasoning], source: [listing, second]}
      - {id: other/embed, name: Embed, lab: Other, origin: FR, weights: open, licence: Apache-2.0, tier: small, context: 8192, capabilities: [embeddings]}
    offers:
      - model: lab/flash
        provider: beta
        upstream_model: flash-latest
        prices:
          - {from: 2026-05-01, input: 0.14, output: 0.28, cache_read: 0.028, source: second}
          - from: 2026-09-10
            input: 0.15
            output: 0.60
            cache_read: 0.03
            windows: [{days: mon-fri, utc: ["01:00-04:00", "06:00-10:00"], multiplier: 2}]
          - {from: 2027-01-01, input: 0.2, output: 0.8}
      - {model: lab/sol, provider: alpha, from: 2026-10-01, input: 2, output: 10, cache_read: 0.2, cache_write_5m: 2.5, cache_write_1h: 4, above: {prompt_tokens: 272000, input: 4, output: 15, cache_read: 0.4, cache_write_5m: as_input, cache_write_1h: 8}, batch: {multiplier: 0.5}, priority: {input: 4, output: 20}}
      - model: lab/flash
        from: 2026-09-01
        lacks: [logprobs]
        hosts:
          - {provider: alpha, upstream_model: accounts/alpha/flash, input: 0.3, output: 1.2, cache_read: as_input}
          - {provider: alpha, region: EU, multiplier: 1.5, input: 0.3, output: 1.2, context: 32768, terms: []}
          - {provider: own}
      - {model: other/embed, provider: alpha, input: 0.02}
    """

  static func load(_ overrides: String = "") throws -> Catalog {
    try Catalog.load(
      files: [("small.yaml", text)], overrides: overrides.isEmpty ? [] : [("mine.yaml", "version: 1\n" + overrides)])
  }

  static func offer(_ id: OfferID, _ overrides: String = "") throws -> Offer {
    let catalog = try load(overrides)
    guard let number = catalog.offerNumber(id) else { throw Missing(id: id, known: catalog.offers.map(\.id)) }
    return catalog.offers[number]
  }

  struct Missing: Error {
    var id: OfferID
    var known: [OfferID]
  }
}

/// The instant that an ISO 8601 text names, the epoch when it names none.
func at(_ text: String) -> Timestamp { Timestamp(text) ?? Timestamp(milliseconds: 0) }

/// Nano-dollars as a known cost.
func nano(_ amount: Int64) -> Cost { .known(NanoDollars(amount)) }
