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

  @Test("signals, threshold and what becomes of streams are read")
  func reads() throws {
    let useCase = try load(
      "class: hybrid, cascade: {signals: [schema, logprob, schema], threshold: 0.62, stream: closed}")
    #expect(
      useCase?.cascade
        == Policy.Cascade(signals: [.schema, .logprob], thresholdPPM: 620_000, streaming: .closed))
    #expect(
      try load("class: hybrid, cascade: {signals: [refusal, truncated]}")?.cascade
        == Policy.Cascade(signals: [.refusal, .truncated], streaming: .hold))
    #expect(try load("class: hybrid")?.cascade == nil)
  }

  @Test(
    "what cannot work is refused with what would",
    arguments: [
      ("class: open, cascade: {signals: [schema]}", "a cascade needs class: hybrid"),
      ("class: hybrid, max_fallbacks: 0, cascade: {signals: [schema]}", "a cascade needs max_fallbacks of 1"),
      ("class: hybrid, cascade: {signals: []}", "'signals' names no signal"),
      ("class: hybrid, cascade: {stream: hold}", "'signals' is missing"),
      ("class: hybrid, cascade: {signals: [logprob]}", "'threshold' is missing"),
      ("class: hybrid, cascade: {signals: [schema], threshold: 0.5}", "'threshold' has a meaning only with"),
      ("class: hybrid, cascade: {signals: [logprob], threshold: 1.5}", "'threshold' is out of range"),
      ("class: hybrid, cascade: {signals: [schema], stream: both}", "'both' is not known here"),
      ("class: hybrid, cascade: {signals: [hunch]}", "'hunch' is not known here"),
      ("class: hybrid, cascade: {signals: [agreement]}", "'agreement' would need further calls"),
      ("class: hybrid, cascade: {signals: [verifier]}", "'verifier' would need further calls"),
      ("class: hybrid, cascade: {signals: [schema], samples: 3}", "unknown key 'samples'"),
    ])
  func refuses(useCase: String, message: String) {
    #expect(errors(useCase).contains { $0.hasPrefix(message) }, "\(errors(useCase))")
  }
}
