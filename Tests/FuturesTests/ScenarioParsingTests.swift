import Testing

@testable import Futures

@Suite("Reading scenarios")
struct ScenarioParsingTests {
  @Test("names and parameters are read, with defaults for what is not set")
  func reading() throws {
    let scenarios = try FutureScenario.list(
      parsing: " lag-widens(rate=4.5) , price-shock( class = closed , factor=0.5,month=3 ), gpu-rent")
    #expect(scenarios.map(\.name) == [.lagWidens, .priceShock, .gpuRent])
    #expect(scenarios[0].number("rate") == 4.5)
    #expect(scenarios[1].choice("class") == "closed")
    #expect(scenarios[1].number("factor") == 0.5)
    #expect(scenarios[2].number("factor") == 1.4)
    #expect(try FutureScenario(parsing: "gpu-rent()") == FutureScenario(.gpuRent))
  }

  @Test("what a scenario prints is read back as the same", arguments: FutureScenario.all)
  func roundTrip(scenario: FutureScenario) throws {
    #expect(try FutureScenario(parsing: scenario.description) == scenario)
    var changed = scenario
    for parameter in scenario.name.parameters {
      switch parameter.domain {
      case .number(_, let range): try changed.set(parameter.name, range.upperBound)
      case .choice(_, let names): try changed.set(parameter.name, try #require(names.last))
      }
    }
    #expect(try FutureScenario(parsing: changed.description) == changed)
    #expect(changed != scenario)
  }

  @Test(
    "each error names the place and what is allowed",
    arguments: [
      ("", "cannot read ''"), ("lag-shrink", "there is no scenario 'lag-shrink'; there are lag-shrinks, lag-stalls"),
      (
        "lag-widens(speed=1)", "lag-widens: there is no parameter 'speed'; there are rate = 3 (0 to 24 months per year)"
      ),
      ("lag-widens(rate=fast)", "'fast' is no number; rate is 3 (0 to 24 months per year)"),
      ("lag-widens(rate=0x10)", "'0x10' is no number"), ("lag-widens(rate=nan)", "'nan' is no number"),
      ("lag-widens(rate=1e999)", "'1e999' is no number"),
      ("lag-widens(rate=25)", "rate cannot be 25; it is 3 (0 to 24 months per year)"),
      ("price-shock(class=banana)", "class cannot be 'banana'; it is open (closed, closed-flagship"),
      ("price-shock(factor=0)", "factor cannot be 0"), ("lag-widens(rate)", "cannot read 'rate'"),
      ("lag-widens(rate=1", "cannot read"), ("lag-widens(rate=1))", "cannot read"),
      ("gpu-rent,,lag-stalls", "cannot read"),
      ("gpu-rent(month=1, month=2)", "month is set twice"), ("gpu-rent,gpu-rent", "it is named twice"),
      ("lag-shrinks,lag-widens", "lag-widens: it contradicts lag-shrinks"),
    ])
  func errors(text: String, message: String) {
    let error = #expect(throws: ScenarioParseError.self) { try FutureScenario.list(parsing: text) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "none")")
  }

  @Test("price shocks may be combined, of other classes too")
  func shocks() throws {
    #expect(try FutureScenario.list(parsing: "price-shock,price-shock(class=closed)").count == 2)
  }

  @Test(
    "each scenario and parameter says what it means and where its default is from",
    arguments: FutureScenario.Name.allCases)
  func documented(name: FutureScenario.Name) {
    #expect(name.meaning.hasSuffix("."))
    for parameter in name.parameters {
      #expect(!parameter.meaning.isEmpty && !parameter.source.isEmpty)
      if case .number(let value, let range) = parameter.domain { #expect(range.contains(value)) }
      if case .choice(let value, let names) = parameter.domain { #expect(names.contains(value)) }
    }
  }
}
