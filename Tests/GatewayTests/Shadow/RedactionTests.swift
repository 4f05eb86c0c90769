import Testing

@testable import Gateway

@Suite("What is taken out of texts before they are kept")
struct RedactionTests {
  @Test(
    "addresses, numbers and keys are taken out, wherever they stand",
    arguments: [
      ("Write to anna.berg+crm@mail.example.co.uk.", "Write to [e-mail]."),
      ("<anna@example.org>, bob@example.org", "<[e-mail]>, [e-mail]"),
      ("call +49 (0)89 123-4567 today", "call [number] today"),
      ("call 089/1234567.", "call [number]."),
      ("card 4111 1111 1111 1111!", "card [number]!"),
      ("IBAN DE89370400440532013000 please", "IBAN [number] please"),
      ("not DE89370400440532013001, nor AB12", "not DE89370400440532013001, nor AB12"),
      ("account 123456789", "account [number]"),
      ("key sk-proj-abcdefghijklmnop1234", "key [key]"),
      ("Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc", "Bearer [key]"),
      ("sha 9f86d081884c7d659a2feaa0c55ad015", "sha [key]"),
    ])
  func found(_ text: String, _ expected: String) { #expect(Redaction.redacted(text) == expected) }

  @Test("what is taken out can be listed")
  func listed() {
    #expect(Redaction.found(in: "ann@x.org or 089/1234567, not 12") == ["ann@x.org", "089/1234567"])
    #expect(Redaction.found(in: "nobody").isEmpty)
  }

  @Test(
    "words, prices, years and names of models stay",
    arguments: [
      "In 2026 we sold 1 000 000 units at 3.50 EUR each.", "gpt-6.1-terra and claude-opus-5-5 agree",
      "a@b", "Donaudampfschifffahrtsgesellschaft", "section 12.3.4, page 101", "Ünïcödé — 漢字 🙂", "",
    ])
  func kept(_ text: String) { #expect(Redaction.redacted(text) == text) }

  @Test("a text of a megabyte in which nothing fits takes no longer than its length")
  func linear() {
    for unit in ["a@", "1-", "+", "a.", "((("] {
      let text = String(repeating: unit, count: 200_000)
      #expect(Redaction.redacted(text).utf8.count <= text.utf8.count)
    }
  }
}
