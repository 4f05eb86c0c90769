import Assessment
import Testing

@Suite("The default lexicon")
struct DefaultLexiconTests {
  private func verdict(_ text: String) throws -> TextVerdict {
    try DefaultLexicon.assessor.get().assess([TextPart(role: .user, bytes: Array(text.utf8))])
  }

  @Test(
    "what people with a high-stakes matter write raises the stakes",
    arguments: [
      ("My landlord gave me an eviction notice, what can I do?", "law"),
      ("Can my boss fire me for being sick, and can I sue?", "law"),
      ("Mein Vermieter will mich rauswerfen, ich habe eine Kündigung bekommen", "law"),
      ("¿Qué puedo hacer si me llega un desahucio?", "law"), ("房东要驱逐我，需要找律师吗？", "law"),
      ("Review this NDA for clauses that are against the law in Delaware", "law"),
      ("I have chest pain and my left arm feels numb", "health"),
      ("Can I take ibuprofen with my blood thinner?", "health"),
      ("What dosage of amoxicillin for a 4 year old?", "health"),
      ("I'm pregnant and have a fever", "health"),
      ("Ich bin schwanger und habe starke Bauchschmerzen", "health"),
      ("Me duele el pecho y tengo fiebre", "health"), ("我怀孕了，可以吃这个药吗？", "health"),
      ("Should I put my life savings into an index fund?", "finance"),
      ("How do I report capital gains on my tax return?", "finance"),
      ("Soll ich meine Altersvorsorge in Aktien anlegen?", "finance"),
      ("¿Debería invertir mis ahorros en acciones?", "finance"), ("我应该把养老金投资股票吗？", "finance"),
    ])
  func pins(text: String, domain: String) throws {
    let verdict = try verdict(text)
    #expect(verdict.pin?.rawValue == domain)
    #expect(verdict.pinCertainty != .none)
  }

  @Test(
    "ordinary office, shop and programming language does not",
    arguments: [
      "Write a follow-up e-mail to a customer about their invoice",
      "Schreibe eine Mail an den Kunden wegen der offenen Rechnung",
      "Escribe un correo de seguimiento a un cliente sobre su factura", "给客户写一封关于发票的跟进邮件",
      "Please send the contract to the customer by Friday", "Remind the customer that their subscription ends",
      "Hi Sue, thanks for your order. Mark will call you.", "Classify this ticket: my package never arrived",
      "Refactor this Python function and add unit tests", "Why does my kubernetes health check fail?",
      "Summarize the meeting notes and list action items", "Tell me a joke about cats", "What's the weather in Berlin?",
      "Translate this product description into German", "How do I reset my password?",
      "Entwirf eine interne Ankündigung zum Sommerfest", "Our spring sale starts in April: cardigans from 39 euros",
      "Diagnose why the build fails and fix std::vector", "Ein leckeres Gericht mit Linsen",
      "Plan de acciones de marketing",
      "Write a haiku about autumn", "Plan a three day trip to Lisbon",
    ])
  func leaves(text: String) throws {
    let found = try DefaultLexicon.assessor.get().explain([TextPart(role: .user, bytes: Array(text.utf8))])
    #expect(try verdict(text).pin == nil, "\(found)")
  }

  @Test(
    "plain requests are placed",
    arguments: [
      ("Write a follow-up e-mail to a customer about their invoice", "service"),
      ("Refactor this Python function and add unit tests", "coding"),
      ("Summarize the meeting notes and list action items", "writing"), ("Tell me a joke about cats", "general"),
    ])
  func places(text: String, domain: String) throws {
    let verdict = try verdict(text)
    #expect(verdict.domain?.rawValue == domain)
    #expect(verdict.certainty == .certain)
  }

  @Test("a system prompt of a clinic's assistant raises the stakes of a question that says nothing itself")
  func systemPrompt() throws {
    let system = "You are a clinical decision support assistant. Suggest differential diagnoses for the patient."
    let parts = [
      TextPart(role: .system, bytes: Array(system.utf8)), TextPart(role: .user, bytes: Array("And now?".utf8)),
    ]
    #expect(try DefaultLexicon.assessor.get().assess(parts).pin?.rawValue == "health")
  }
}
