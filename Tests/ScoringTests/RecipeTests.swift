import Patterns
import Testing

@testable import Scoring

@Suite("A recipe")
struct RecipeTests {
  @Test("that contradicts itself is refused with the place")
  func refuses() throws {
    func place(_ make: () throws -> ScoringRecipe) -> String? {
      do { _ = try make() } catch { return (error as? ScoringError)?.place ?? "recipe" }
      return nil
    }
    let length = Check("l", .length(LengthCheck(.words)))
    #expect(place { try ScoringRecipe() } == "recipe")
    #expect(place { try ScoringRecipe(checks: [length], judge: judge) } == "judge")
    #expect(place { try ScoringRecipe(checks: [length, length]) } == "checks[1]")
    #expect(place { try ScoringRecipe(checks: [Check(" ", .notCutOff)]) } == "checks[0]")
    #expect(place { try ScoringRecipe(checks: [Check("c", .notCutOff, covers: ["tone"])]) } == "checks[0]")
    #expect(
      place { try ScoringRecipe(checks: [Check("c", .notCutOff, covers: ["none"])], rubric: rubric, judge: judge) }
        == "checks[0]")
    #expect(place { try ScoringRecipe(checks: [Check("p", .pattern(PatternCheck()))]) } == "checks[0]")
    #expect(
      place { try ScoringRecipe(checks: [Check("l", .length(LengthCheck(.words, least: 5, most: 4)))]) } == "checks[0]")
    #expect(
      place { try ScoringRecipe(checks: [Check("n", .number(NumberMatch(absoluteTolerance: .nan)))]) } == "checks[0]")
    #expect(place { try ScoringRecipe(checks: [Check("n", .number(NumberMatch(units: ["m": 0])))]) } == "checks[0]")
    #expect(
      place { try ScoringRecipe(checks: [Check("c", .citations(CitationCheck(allowedURLPrefixes: ["a.org"])))]) }
        == "checks[0]")
    #expect(
      place { try ScoringRecipe(rubric: rubric, judge: JudgeSettings(model: " ", family: ModelFamily("T"))) }
        == "judge.model")
    #expect(place { try ScoringRecipe(checks: [length]) } == nil)
  }

  @Test("has a version that changes with every setting")
  func versions() throws {
    let pattern = try Pattern("a")
    let recipes = [
      try ScoringRecipe(checks: [Check("c", .notCutOff)]), try ScoringRecipe(checks: [Check("d", .notCutOff)]),
      try ScoringRecipe(identity: nil, checks: [Check("c", .notCutOff)]),
      try ScoringRecipe(checks: [Check("c", .notCutOff, isRequired: false)]),
      try ScoringRecipe(checks: [Check("c", .notCutOff, bothFail: .tie)]),
      try ScoringRecipe(checks: [Check("c", .length(LengthCheck(.words, most: 5)))]),
      try ScoringRecipe(checks: [Check("c", .length(LengthCheck(.words, most: 6)))]),
      try ScoringRecipe(checks: [Check("c", .pattern(PatternCheck(must: [pattern])))]),
      try ScoringRecipe(checks: [Check("c", .pattern(PatternCheck(mustNot: [pattern])))]),
      try ScoringRecipe(checks: [Check("c", .schema(SchemaCheck()))]),
      try ScoringRecipe(checks: [Check("c", .schema(SchemaCheck(try JSONSchema(text: "true"))))]),
      try ScoringRecipe(checks: [Check("c", .number(NumberMatch(units: ["m": 1, "km": 1000])))]),
      try ScoringRecipe(rubric: rubric, judge: judge),
      try ScoringRecipe(checks: [Check("c", .command(try CommandHook(argv: ["a", "b"])))]),
      try ScoringRecipe(checks: [Check("c", .command(try CommandHook(argv: ["a b"])))]),
    ]
    #expect(Set(recipes.map(\.version)).count == recipes.count)
    #expect(
      try ScoringRecipe(checks: [Check("c", .number(NumberMatch(units: ["km": 1000, "m": 1])))]).version
        == recipes[11].version)
  }

  @Test("asks for a judge of a third family only where it has a judge")
  func families() throws {
    let (one, third) = (ModelFamily("One"), ModelFamily("Third"))
    #expect(throws: Never.self) {
      try ScoringRecipe(checks: [Check("c", .notCutOff)]).requireThirdFamily(incumbent: third, challenger: one)
    }
    #expect(throws: ScoringError.self) {
      try ScoringRecipe(rubric: rubric, judge: judge).requireThirdFamily(incumbent: one, challenger: third)
    }
  }
}
