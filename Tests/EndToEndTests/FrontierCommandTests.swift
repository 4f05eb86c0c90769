import Foundation
import TestFiles
import Testing

@Suite("steelyard frontier")
struct FrontierCommandTests {
  static func directory() throws -> URL {
    try TestFiles.newFolder()
  }

  /// Runs with the built-in results, whatever the user has imported.
  static func run(_ arguments: String...) async throws -> String {
    try await Commands.run(["frontier"] + arguments, in: try directory())
  }

  @Test(
    "each command prints its table with the sources below",
    arguments: ["lag", "gap", "index", "forecast", "claims", "data"])
  func tables(_ command: String) async throws {
    let text = try await Self.run(command)
    #expect(text.contains("Epoch AI") && text.contains("CC BY 4.0") && text.contains("No rows were left out"))
    #expect(text.contains("────"))
  }

  @Test(
    "each command has JSON that parses, with rows and sources",
    arguments: ["lag", "gap", "index", "forecast", "claims", "data"])
  func json(_ command: String) async throws {
    let text = try await Self.run(command, "--format", "json")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect((object["sources"] as? [String])?.isEmpty == false)
    #expect(object.values.contains { ($0 as? [[String: Any]])?.isEmpty == false })
  }

  @Test(
    "pages have pictures, their data as tables, and nothing from elsewhere",
    arguments: ["lag", "gap", "index", "forecast"])
  func pages(_ command: String) async throws {
    let page = try await Self.run(command, "--format", "html")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("<svg") && page.contains("<details"))
    #expect(page.contains("prefers-color-scheme") && page.contains("attribution") == false)
    #expect(!page.contains("<script") && !page.contains("src=") && !page.contains("href=\"http"))
  }

  @Test("the lag has the definitions side by side, and its sensitivities, categories and records when asked")
  func lag() async throws {
    let text = try await Self.run("lag", "--by", "category", "--sensitivity", "--catch-up")
    for words in [
      "D1 per record model", "D3 daily, unless within 1.96 SE", "D4 offset", "median with those pending", "private",
      "programming", "significance rule", "o3 on 2025-04-16", "stands", "Kimi K3",
    ] { #expect(text.contains(words), "\(words)") }
    let csv = try await Self.run("lag", "--open-vs-closed", "--format", "csv")
    #expect(csv.hasPrefix("definition,open behind closed (90 %),unit\r\n"))
  }

  @Test("the same seed gives the same futures, and scenarios combine")
  func scenarios() async throws {
    let arguments = ["forecast", "--scenario", "compute moat=0.4+head start=180", "--futures", "300", "--seed", "7"]
    let first = try await Commands.run(["frontier"] + arguments, in: Self.directory())
    let second = try await Commands.run(["frontier"] + arguments, in: Self.directory())
    #expect(first == second && first.contains("40 % faster") && first.contains("180 days"))
  }

  @Test(
    "a wrong request is refused with what is allowed",
    arguments: [
      (["lag", "--index", "poetry"], "there are all, public, private"), (["lag", "--pair", "open"], "two sides"),
      (["lag", "--pair", "open,org:Nobody-vs-closed"], "org:Nobody"),
      (["lag", "--redate", "nobody=2025-01-01"], "nobody"),
      (["lag", "--since", "2027-01-01"], "empty"), (["lag", "--since", "soon"], "not a day"),
      (["lag", "--period", "decade"], "half-year"), (["lag", "--resampling", "none"], "perModel"),
      (["forecast", "--scenario", "peace"], "compute moat"), (["forecast", "--ahead", "x"], "6,12,24"),
      (["lag", "--results", "/nowhere"], "/nowhere"), (["import", "/nowhere.csv"], "/nowhere.csv"),
    ])
  func refusals(_ arguments: [String], _ expected: String) async throws {
    let text = try await Commands.refusal(["frontier"] + arguments, in: try Self.directory())
    #expect(text.contains(expected), "\(text)")
    #expect(!text.contains("Fatal"))
  }

  @Test("scores of one's own are read with every bad row named, fitted, kept and used")
  func own() async throws {
    let directory = try Self.directory()
    var rows = ["model,benchmark,score,released,organisation,country,weights"]
    for model in 0..<12 {
      for benchmark in 0..<3 {
        let score = 1 / (1 + exp(-(Double(model) / 3 - Double(benchmark) / 2 - 1)))
        let weights = model % 2 == 0 ? "open" : "closed"
        rows.append(
          "model \(model),task \(benchmark),\(score),2025-\(model < 9 ? "0" : "")\(model + 1)-05,"
            + "Lab,\(model % 2 == 0 ? "China" : "United States of America"),\(weights)")
      }
    }
    rows += [
      "model 2,task 1,nan,2025-03-05,Lab,China,open", "model 2,task 2,7.5,2025-03-05,Lab,China,open",
      "model 99,task 1,0.5,2999-01-01,Lab,China,open",
    ]
    let file = directory.appending(path: "own.csv")
    try rows.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    let kept = directory.appending(path: "own.tsv").path
    let said = try await Commands.run(
      ["frontier", "import", file.path, "--into", kept, "--draws", "40", "--source", "our own tests"], in: directory)
    #expect(said.contains("36 scores, 12 models, 3 benchmarks"), "\(said)")
    for place in [":38, column 'score'", ":39, column 'score'", ":40, column 'released'"] {
      #expect(said.contains("own.csv\(place)"), "\(said)")
    }
    let lag = try await Commands.run(["frontier", "lag", "--results", kept, "--open-vs-closed"], in: directory)
    let index = try await Commands.run(["frontier", "index", "--results", kept], in: directory)
    #expect(index.contains("a scale of its own") && index.contains("model 11"), "\(index)")
    #expect(lag.contains("our own tests") && lag.contains("Left out: "), "\(lag)")
  }

  @Test("a file whose columns fit nothing is refused with the formats that are accepted")
  func format() async throws {
    let directory = try Self.directory()
    let file = directory.appending(path: "odd.csv")
    try "name,points\na,1\n".write(to: file, atomically: true, encoding: .utf8)
    let text = try await Commands.refusal(["frontier", "import", file.path], in: directory)
    #expect(text.contains("odd.csv:1") && text.contains("scores of one's own: model, benchmark, score, released"))
  }
}
