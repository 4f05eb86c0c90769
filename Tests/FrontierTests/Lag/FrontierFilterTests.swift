import Frontier
import Testing

@Suite("Filters of sides")
struct FrontierFilterTests {
  static let day = Day(year: 2025, month: 1, day: 20)
  static let r1 = LagFixture.model("DeepSeek-R1", day, .open, by: "DeepSeek")
  static let o1 = LagFixture.model("o1", day, .closed, country: "United States of America", by: "OpenAI")
  static let mistral = LagFixture.model("Mistral-Large", day, .open, country: "France", by: "Mistral AI")

  @Test(
    "a filter has the models that it describes",
    arguments: [
      ("open", ["DeepSeek-R1", "Mistral-Large"]), ("closed", ["o1"]), ("China", ["DeepSeek-R1"]), ("us", ["o1"]),
      ("open-china", ["DeepSeek-R1"]), ("closed-us", ["o1"]), ("open-us", []), ("org:DeepSeek", ["DeepSeek-R1"]),
      ("country:France", ["Mistral-Large"]), ("country:France,us", ["o1", "Mistral-Large"]),
      ("open, org:Mistral AI", ["Mistral-Large"]), ("open,not:DeepSeek-R1", ["Mistral-Large"]),
      ("all", ["DeepSeek-R1", "o1", "Mistral-Large"]),
    ])
  func filters(_ text: String, _ names: [String]) throws {
    let side = try FrontierSide(text)
    #expect([Self.r1, Self.o1, Self.mistral].filter(side.has).map(\.name) == names)
  }

  @Test(
    "a filter that cannot be read says what can be",
    arguments: ["", "opne", "open-", "open,", "org:", "planet:Mars", "open-closed"])
  func mistakes(_ text: String) {
    let error = #expect(throws: FrontierFilterError.self) { try FrontierSide(text) }
    #expect(error?.description.contains("open, closed, china, us") ?? false)
  }

  @Test("pairs are read by name or as two filters")
  func pairs() throws {
    #expect(try FrontierPair("open-vs-closed") == .openBehindClosed)
    #expect(try FrontierPair("china-vs-us") == .chinaBehindUS)
    #expect(try FrontierPair("open-china-vs-closed-us") == .openChinaBehindClosedUS)
    #expect(try FrontierPair("org:DeepSeek vs org:OpenAI").leader.organisations == ["OpenAI"])
    #expect(throws: FrontierFilterError.self) { try FrontierPair("open") }
    #expect(throws: FrontierFilterError.self) { try FrontierPair("open-vs-") }
  }

  @Test("a name that no model has is told before a comparison is empty")
  func unmatched() throws {
    let side = try FrontierSide("org:DeepSeek,org:Deepseek,country:Frnace,not:o9")
    #expect(side.unmatched(in: [Self.r1, Self.o1]) == ["org:Deepseek", "country:Frnace", "not:o9"])
  }
}
