import Assessment
import Testing

@Suite("Quotations in a user's message")
struct QuotedTextTests {
  private func parts(_ text: String) -> [String] {
    QuotedText.parts(Array(text.utf8)).map { "\($0.role): \(String(decoding: $0.bytes, as: UTF8.self))" }
  }

  @Test("what stands in fences, tags and quoted lines is a document, the rest the user's own")
  func quoted() {
    #expect(parts("Summarise:\n```\nchest pain\n```") == ["document: chest pain\n", "user: Summarise:\n"])
    #expect(parts("<document>\nchest pain\n</document>\nin one line")[0] == "document: chest pain\n")
    #expect(parts("reply to this\n> chest pain\n> again")[0] == "document: > chest pain\n> again\n")
    #expect(parts("\"\"\"\nquoted\n\"\"\"\ntranslate")[0] == "document: quoted\n")
  }

  @Test("without a quotation, or with nothing else, the text is the user's")
  func own() {
    #expect(parts("chest pain") == ["user: chest pain"])
    #expect(parts("> chest pain") == ["user: > chest pain"])
    #expect(parts("if a > b and \"x\"") == ["user: if a > b and \"x\""])
  }

  @Test("a fence that never closes quotes the rest, and an unknown tag quotes nothing")
  func open() {
    #expect(parts("look\n```\na\nb") == ["document: a\nb\n", "user: look\n"])
    #expect(parts("<b>\nchest pain\n</b>") == ["user: <b>\nchest pain\n</b>"])
  }
}
