import Catalog
import StrictYAML
import Testing

@Suite("a faulty catalogue file")
struct LoadingErrorTests {
  private func errors(_ text: String) -> [String] {
    do {
      _ = try SmallCatalog.load(text)
      return []
    } catch let errors as YAMLErrors { return errors.errors.map(\.description) } catch { return ["\(error)"] }
  }

  @Test(
    "is refused with the place and what would be right",
    arguments: [
      (
        "offers: [{model: lab/flsh, provider: alpha, input: 1, output: 2}]",
        "mine.yaml:2:18: unknown model 'lab/flsh' (did you mean 'lab/flash'?)"
      ),
      (
        "offers: [{model: lab/flash, provider: alpa, region: US, input: 1}]",
        "mine.yaml:2:39: unknown provider 'alpa' (did you mean 'alpha'?)"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, input: -1}]",
        "mine.yaml:2:65: a price cannot be negative"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: us, input: 1}]",
        "mine.yaml:2:54: 'us' is not a country code (did you mean 'US'?); allowed: ISO 3166-1 alpha-2, global, EU, self"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, inputs: 1}]",
        "mine.yaml:2:58: unknown key 'inputs' (did you mean 'input'?)"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, input: 0.00000000001}]",
        "mine.yaml:2:65: more than 9 decimals in dollars per million tokens"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, input: 3000000}]",
        "a price above $1,000,000 per million tokens is a mistake"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, cache_read: as_output}]",
        "there is no output rate here to be the same as"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, multiplier: 0, input: 1}]",
        "a multiplier must be above 0 and at most 1000"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, prices: [{from: 2026-02-01, input: 1}, {from: 2026-01-01, input: 2}]}]",
        "dates are out of order: this price starts 2026-01-01, the one before it 2026-02-01"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, input: 1, prices: [{from: 2026-02-01, input: 1}]}]",
        "mine.yaml:2:58: 'input' stands beside `prices:`; put it into one of the prices"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, prices: }]",
        "mine.yaml:2:58: 'prices' is empty; give it a value or leave it out"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, prices: []}]",
        "'prices' is empty; leave it out when no price is known"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, prices: [{from: 2026-02-30, input: 1}]}]",
        "'2026-02-30' is not a day such as 2026-11-20"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, prices: [{from: 2026-02-01}]}]",
        "a price needs at least one rate"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, input: 1, batch: {multiplier: 0.5, input: 1}}]",
        "either a multiplier or rates, not both"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, input: 1, batch: {}}]",
        "a multiplier or rates are missing"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, input: 1, windows: {days: mon-fry, utc: 01:00-02:00, multiplier: 2}}]",
        "'mon-fry' is not a day of the week or a range of days"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, input: 1, windows: {utc: 25:00-02:00, multiplier: 2}}]",
        "'25:00-02:00' is not a time of day such as 01:00-04:00"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, input: 1, windows: [{days: mon, utc: 22:00-02:00, multiplier: 2}, {days: tue, utc: 01:59-03:00, multiplier: 3}]}]",
        "this window overlaps one before it"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, input: 1, windows: {utc: 01:00-02:00, input: 2}, above: {prompt_tokens: 5, input: 3}}]",
        "a long prompt in a window has two prices"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, input: 1, above: [{prompt_tokens: 5, input: 3}, {prompt_tokens: 5, input: 4}]}]",
        "the threshold 5 is given twice"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, id: other, input: 1}]",
        "an offer's id must start with 'lab/flash@alpha'"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, input: 1}]",
        "the offer 'lab/flash@alpha' exists already at small.yaml:"
      ),
      (
        "offers: [{model: lab/flash, provider: alpha, region: US, source: hearsay, input: 1}]",
        "unknown source 'hearsay'; allowed: listing, second, a URL, a phrase of several words"
      ),
      (
        "models: [{id: flash, name: F, lab: L, origin: CN, weights: open, tier: small, context: 1, capabilities: []}]",
        "'flash' is not a model id such as deepseek/deepseek-v4-flash"
      ),
      (
        "models: [{id: a/b, name: F, lab: L, origin: XX, weights: semi, tier: tiny, context: 0, capabilities: [fly]}]",
        "'semi' is not known here; allowed: open, closed"
      ),
      (
        "models: [{id: a/b, name: F, lab: L, origin: CN, weights: open, tier: small, context: 1}]",
        "'capabilities' is missing"
      ),
      (
        "models: [{id: a/b, name: F, lab: L, origin: CN, weights: open, tier: small, context: 1, capabilities: [], aliases: [flash-chat]}]",
        "the alias 'flash-chat' of 'a/b' belongs to 'lab/flash' already"
      ),
      (
        "models: [{id: a/b, name: F, lab: L, origin: CN, weights: open, tier: small, context: 1, capabilities: [], aliases: [lab/sol]}]",
        "the alias 'lab/sol' of 'a/b' is the id of another model"
      ),
      (
        "providers: [{id: a/b, name: X, seat: Europe, dialect: grpc, base_url: example.com}]",
        "'grpc' is not known here; allowed: openai, anthropic"
      ),
      (
        "providers: [{id: gamma, name: X, seat: EU, dialect: openai}]",
        "'EU' is not a country code; allowed: ISO 3166-1 alpha-2, self"
      ),
      ("offer: []", "unknown key 'offer' (did you mean 'offers'?)"),
      (
        "overrides: [{offer: lab/flash@alpa, from: 2026-12-01, multiplier: 0.5}]",
        "unknown offer 'lab/flash@alpa' (did you mean 'lab/flash@alpha'?)"
      ),
      (
        "overrides: [{from: 2026-12-01, multiplier: 0.5}]",
        "which offers does this override?; allowed: offer, provider, model"
      ),
      (
        "overrides: [{provider: beta, model: lab/sol, from: 2026-12-01, multiplier: 0.5}]",
        "no offer has this combination"
      ),
      ("overrides: [{provider: beta, from: 2026-12-01}]", "'multiplier' is missing"),
      ("overrides: [{provider: beta, multiplier: 0.5}]", "'from' is missing"),
      (
        "overrides: [{provider: beta, from: 2026-12-01, until: 2026-11-01, multiplier: 0.5}]",
        "the override ends 2026-11-01, before it starts 2026-12-01"
      ),
    ])
  func located(text: String, expected: String) {
    let found = errors("defaults: {source: listing}\n" + text).map {
      $0.replacing("mine.yaml:3:", with: "mine.yaml:2:")
    }
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }

  @Test("every error of every file is reported at once, in the order of the files")
  func allAtOnce() {
    let first = "version: 1\nproviders:\n  - {id: a, name: A, seat: QQ, dialect: openai}\n  - {name: B}\n"
    let second = "version: 2\nmodels: {}\noffers:\n  - {model: x/y, provider: z}\n"
    let errors = #expect(throws: YAMLErrors.self) { try Catalog.load(files: [("b.yaml", second), ("a.yaml", first)]) }
    let places = errors?.errors.map { "\($0.file):\($0.line)" } ?? []
    #expect(places == places.sorted())
    #expect(Set(places) == ["a.yaml:3", "a.yaml:4", "b.yaml:1", "b.yaml:2", "b.yaml:4"])
  }

  @Test("a fact without a source or a day is refused")
  func uncited() {
    let provider = "providers: [{id: a, name: A, seat: US, dialect: openai"
    func messages(_ text: String) -> [String] {
      do { return ["\(try Catalog.load(files: [("a.yaml", "version: 1\n" + text)]).providers.count)"] } catch {
        return error.errors.map(\.message)
      }
    }
    #expect(messages(provider + "}]")[0].hasPrefix("no `source:`"))
    #expect(messages(provider + ", source: \"https://a.example\"}]")[0].hasPrefix("no `as_of:`"))
    #expect(messages(provider + ", source: \"https://a.example\", as_of: 2026-11-01}]") == ["1"])
  }

  @Test("syntax errors in one file do not hide errors in another")
  func syntax() {
    let errors = #expect(throws: YAMLErrors.self) {
      try Catalog.load(files: [("a.yaml", "version: [1\n"), ("b.yaml", "version: 3\n")])
    }
    #expect(errors?.errors.map(\.file) == ["a.yaml", "b.yaml"])
  }
}
