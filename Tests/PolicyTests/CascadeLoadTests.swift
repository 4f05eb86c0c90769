import Policy
import StrictYAML
import Testing

@Suite("Reading cascades")
struct CascadeLoadTests {
  private func load(_ useCase: String) throws -> UseCase? {
    let text = "fallback_use_case: work\nuse_cases:\n  - {id: work, stakes: moderate, \(useCase)}\n"
    return try Policy.load(text: text, file: "policy.yaml", catalog: nil).useCases.first
  }

  private func errors(_ useCase: String) -> [String] {
    do {
      _ = try load(useCase)
      return []
    } catch { return (error as? YAMLErrors)?.errors.map(\.message) ?? [] }
  }

  @Test("signals with their settings and what becomes of streams are read")
  func reads() throws {
    let useCase = try load(
      "class: hybrid, cascade: {signals: [schema, {logprob: {threshold: 0.62}}, schema], stream: closed}")
    #expect(
      useCase?.cascade == Policy.Cascade(signals: [.schema, .logprob(thresholdPPM: 620_000)], streaming: .closed))
    #expect(
      try load("class: hybrid, cascade: {signals: [refusal, truncated]}")?.cascade
        == Policy.Cascade(signals: [.refusal, .truncated], streaming: .hold))
    #expect(try load("class: hybrid")?.cascade == nil)
  }

  @Test("signals that ask models come after those that only read, whatever order they are named in")
  func asking() throws {
    let cascade = try load(
      "class: hybrid, cascade: {signals: [{verifier: {model: openai/x, votes: 3, threshold: 0.5}}, refusal, "
        + "{agreement: {samples: 4, compare: number, threshold: 0.67}}], timeout_ms: 5000}")?.cascade
    let verifier = Policy.Cascade.Verifier(model: "openai/x", votes: 3, thresholdPPM: 500_000)
    let agreement = Policy.Cascade.Agreement(samples: 4, compares: .number, thresholdPPM: 670_000)
    #expect(cascade?.reading == [.refusal])
    #expect(cascade?.asking == [.verifier(verifier), .agreement(agreement)])
    #expect(cascade?.callLimit == 5000)
    let plain = try load("class: hybrid, cascade: {signals: [{verifier: {threshold: 1}}]}")?.cascade
    #expect(plain?.verifier == Policy.Cascade.Verifier(thresholdPPM: 1_000_000))
    #expect(plain?.callLimit == 30_000)
  }

  @Test(
    "what cannot work is refused with what would",
    arguments: [
      ("class: open, cascade: {signals: [schema]}", "a cascade needs class: hybrid"),
      ("class: hybrid, max_fallbacks: 0, cascade: {signals: [schema]}", "a cascade needs max_fallbacks of 1"),
      ("class: hybrid, cascade: {signals: []}", "'signals' names no signal"),
      ("class: hybrid, cascade: {stream: hold}", "'signals' is missing"),
      ("class: hybrid, cascade: {signals: [logprob]}", "the signal 'logprob' needs settings: write {logprob:"),
      ("class: hybrid, cascade: {signals: [agreement]}", "the signal 'agreement' needs settings: write {agreement:"),
      ("class: hybrid, cascade: {signals: [verifier]}", "the signal 'verifier' needs settings: write {verifier:"),
      ("class: hybrid, cascade: {signals: [schema], threshold: 0.5}", "unknown key 'threshold'"),
      ("class: hybrid, cascade: {signals: [{logprob: {threshold: 1.5}}]}", "'threshold' is out of range"),
      ("class: hybrid, cascade: {signals: [{logprob: {threshold: 0}}]}", "'threshold' is out of range"),
      ("class: hybrid, cascade: {signals: [{logprob: {}}]}", "'threshold' is missing"),
      ("class: hybrid, cascade: {signals: [{logprob: }]}", "the signal 'logprob' needs settings"),
      ("class: hybrid, cascade: {signals: [{logprob: 0.5}]}", "a mapping is needed here"),
      ("class: hybrid, cascade: {signals: [{schema: {threshold: 1}}]}", "the signal 'schema' is yes or no"),
      ("class: hybrid, cascade: {signals: [{schema: 1, refusal: 1}]}", "a signal is one name with its settings"),
      ("class: hybrid, cascade: {signals: [{hunch: {threshold: 1}}]}", "'hunch' is not known here"),
      ("class: hybrid, cascade: {signals: [schema], stream: both}", "'both' is not known here"),
      ("class: hybrid, cascade: {signals: [hunch]}", "'hunch' is not known here"),
      ("class: hybrid, cascade: {signals: [refusel]}", "'refusel' is not known here (did you mean 'refusal'?)"),
      ("class: hybrid, cascade: {signals: [{agreement: {threshold: 0.5}}]}", "'samples' is missing"),
      ("class: hybrid, cascade: {signals: [{agreement: {samples: 3}}]}", "'threshold' is missing"),
      ("class: hybrid, cascade: {signals: [{agreement: {samples: 1, threshold: 1}}]}", "1 is out of range: 2 to 9"),
      ("class: hybrid, cascade: {signals: [{agreement: {samples: 2, k: 1, threshold: 1}}]}", "unknown key 'k'"),
      (
        "class: hybrid, cascade: {signals: [{agreement: {samples: 2, compare: words, threshold: 1}}]}",
        "'words' is not known here"
      ),
      ("class: hybrid, cascade: {signals: [{verifier: {votes: 0, threshold: 1}}]}", "0 is out of range: 1 to 9"),
      ("class: hybrid, cascade: {signals: [{verifier: {model: '', threshold: 1}}]}", "'model' is empty"),
      (
        "class: hybrid, cascade: {signals: [{verifier: {threshold: 1}}, {verifier: {threshold: 0.5}}]}",
        "the signal 'verifier' is given twice"
      ),
      ("class: hybrid, cascade: {signals: [schema], timeout_ms: 100}", "'timeout_ms' has a meaning only with"),
      ("class: hybrid, cascade: {signals: [{verifier: {threshold: 1}}], timeout_ms: 5}", "5 is out of range"),
      ("class: hybrid, cascade: {signals: [schema], samples: 3}", "unknown key 'samples'"),
    ])
  func refuses(useCase: String, message: String) {
    #expect(errors(useCase).contains { $0.hasPrefix(message) }, "\(errors(useCase))")
  }

  @Test("errors name the place and what is allowed there")
  func places() throws {
    let text = """
      fallback_use_case: work
      use_cases:
        - id: work
          stakes: moderate
          class: hybrid
          cascade:
            signals:
              - {verifier: {model: openai/gpt-9, threshold: 0.5}}
              - agreement
      """
    let found = #expect(throws: YAMLErrors.self) {
      try Policy.load(text: text, file: "policy.yaml", catalog: SampleFacts.catalog)
    }
    let errors = found?.errors ?? []
    #expect(errors.map(\.line) == [8, 9])
    #expect(errors.first?.message.hasPrefix("the catalogue has no offer of a model 'openai/gpt-9'") == true)
    #expect(errors.last?.allowed.contains("{agreement: {samples: 3, threshold: 0.5}}") == true)
    #expect(errors.allSatisfy { $0.file == "policy.yaml" })
  }
}
