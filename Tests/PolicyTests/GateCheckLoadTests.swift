import Patterns
import Policy
import StrictYAML
import Testing

@Suite("Reading a gate's checks")
struct GateCheckLoadTests {
  private func load(_ checks: String, rubric: String = "[]", judge: String = "") throws -> Policy {
    let gate = "{use_case: work, incumbent: us/best, challenger: cn/open,\(judge) rubric: \(rubric), checks: \(checks)}"
    return try Policy.load(
      text: GateLoadTests.useCases + "gates:\n  - \(gate)\n", file: "policy.yaml", catalog: SampleFacts.catalog)
  }

  private func refusal(_ checks: String, rubric: String = "[]", judge: String = "") -> YAMLError? {
    do {
      _ = try load(checks, rubric: rubric, judge: judge)
      return nil
    } catch { return (error as? YAMLErrors)?.errors.first }
  }

  @Test(
    "an expression loads if and only if a check can run it",
    arguments: [
      "^[0-9]+$", "(?i)ja|nein", "\\d{4}-\\d{2}", "a{0,1000}", "(?<year>\\d+)", "\\p{Lu}", "[]", "a**", "a++", "(",
      "(?=a)b", "(?<!a)b", "(a)\\1", "\\k<a>", "\\Aa\\z", "\\p{Greek}", "(?#why)a", "a(?i)b", "(?>a)b", "[[:alpha:]]",
      "\\h", "\\R", "a{1001}", "((a{1000}){1000})", "[z-a]", "x{3,2}",
    ])
  func agrees(pattern: String) {
    let isRunnable = (try? Pattern(pattern)) != nil
    #expect((refusal("[{regex: '\(pattern)'}]") == nil) == isRunnable)
  }

  @Test("an expression that no check can run is refused at its place, with the reason and what is allowed")
  func refusesWithPlace() throws {
    let error = try #require(refusal("[schema, {regex: '(?=a)b'}]"))
    let line = GateLoadTests.useCases.split(separator: "\n", omittingEmptySubsequences: false).count + 1
    #expect(error.description.hasPrefix("policy.yaml:\(line):"))
    #expect(error.message.contains("'(?=a)b'"))
    #expect(error.message.contains("look-around is not supported"))
    #expect(error.allowed == Pattern.grammar)
  }

  @Test("what else a recipe would refuse is refused here")
  func refusesTheRest() throws {
    #expect(refusal("[schema, {command: [/bin/check, \"a\\0b\"]}]")?.message.contains("zero byte") == true)
    #expect(refusal("[schema]", rubric: "[one, two]")?.message.contains("three to five") == true)
    #expect(refusal("[schema]", rubric: "[one, two, ' ']")?.message.contains("1 to 600 characters") == true)
    let long = "[one, two, \(String(repeating: "x", count: 601))]"
    #expect(refusal("[schema]", rubric: long, judge: " judge: eu/judge,")?.message.contains("1 to 600") == true)
    #expect(try load("[schema]", rubric: "[one, two, three]").gates.count == 1)
  }
}
