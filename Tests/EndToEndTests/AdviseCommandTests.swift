import Foundation
import Testing

@Suite("steelyard advise")
struct AdviseCommandTests {
  private static func rows(_ arguments: [String], _ key: String = "adoption") async throws -> [[String: String]] {
    let text = try await Commands.run(
      ["advise", "--at", "2026-11-24", "--format", "json"] + arguments, in: FrontierCommandTests.directory())
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    if let tables = object[key] as? [[[String: String]]] { return try #require(tables.first) }
    return try #require(object[key] as? [[String: String]])
  }

  private static func profile(_ name: String) async throws -> String {
    try await Commands.run(["advise", "--print", name], in: FrontierCommandTests.directory())
  }

  private static func file(_ text: String) throws -> String {
    let path = try FrontierCommandTests.directory().appending(path: "workload.yaml")
    try Data(text.utf8).write(to: path)
    return path.path
  }

  @Test("the adoption table comes out of the shipped workloads' arithmetic")
  func table() async throws {
    let rows = try await Self.rows([])
    let classes = Dictionary(rows.map { ($0["work"] ?? "", $0["class"] ?? "") }, uniquingKeysWith: { $1 })
    #expect(classes["Complex legal or financial reasoning"] == "closed")
    #expect(classes["Healthcare inference and clinical support"] == "closed")
    #expect(classes["Routine CRM tasks and templated e-mails"] == "open")
    #expect(classes["Individual builders on tight budgets"] == "open")
    for work in ["General productivity of a mid-tier company", "General productivity of office staff"] {
      #expect(["hybrid", "open"].contains(classes[work]))
    }
  }

  @Test("legal work moves when an error costs a cent")
  func cheapErrors() async throws {
    let text = try await Self.profile("enterprise")
    let cheap = text.replacing(
      /error_cost_usd: \{value: 30_000, low: 500, high: 110_204/,
      with: "error_cost_usd: {value: 0.01, low: 0.01, high: 0.01")
    #expect(cheap != text)
    let rows = try await Self.rows(["--profile", try Self.file(cheap)])
    let legal = try #require(rows.first { $0["work"] == "Complex legal or financial reasoning" })
    #expect(legal["class"] != "closed" && legal["errors"] == "weighed")
  }

  @Test("the cheap closed tier is weighed beside open models, and an offer without a price is never free")
  func candidates() async throws {
    let rows = try await Self.rows(["--profile", "enterprise", "--all"], "options")
    let crm = rows.filter { $0["work"] == "Routine CRM tasks and templated e-mails" && $0["class"] == "closed" }
    #expect(crm.contains { $0["option"]?.hasPrefix("openai/gpt-6-luna@") == true })
    #expect(rows.allSatisfy { $0["month"] != "$0" })
  }

  @Test("a broken workload is reported with every error's line and what is allowed")
  func broken() async throws {
    let path = try Self.file(
      "version: 1\ntitle: T\nirrecoverable_above_usd: -5\nuse_cases:\n  - id: crm\n    requests_per_month: many\n")
    let text = try await Commands.refusal(["advise", "--profile", path], in: FrontierCommandTests.directory())
    #expect(text.contains("workload.yaml:3:") && text.contains("workload.yaml:6:"))
    let unknown = try await Commands.refusal(["advise", "--profile", "startup"], in: FrontierCommandTests.directory())
    #expect(unknown.contains("individual, mid-tier, enterprise"))
  }

  @Test("futures are the same for the same seed, and scenarios with wrong numbers are refused with their range")
  func futures() async throws {
    let arguments = [
      "advise", "--profile", "mid-tier", "--at", "2026-11-24", "--scenario", "lag-stalls,gpu-rent", "--futures", "300",
      "--seed", "7", "--format", "json",
    ]
    let first = try await Commands.run(arguments, in: FrontierCommandTests.directory())
    let second = try await Commands.run(arguments, in: FrontierCommandTests.directory())
    #expect(first == second)
    #expect(first.contains("gate and wait") && first.contains("lag-stalls + gpu-rent"))
    let refused = try await Commands.refusal(
      ["advise", "--scenario", "price-shock(factor=-3)"], in: FrontierCommandTests.directory())
    #expect(refused.contains("factor") && refused.contains("0"))
    let list = try await Commands.run(["advise", "--scenarios"], in: FrontierCommandTests.directory())
    #expect(list.contains("breakthrough") && list.contains("us-apis-denied"))
  }

  @Test("the page has pictures, their data as tables, and nothing from elsewhere")
  func page() async throws {
    let page = try await Commands.run(
      ["advise", "--profile", "enterprise", "--scenario", "breakthrough", "--futures", "200", "--format", "html"],
      in: FrontierCommandTests.directory())
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("<svg") && page.contains("prefers-color-scheme"))
    #expect(!page.contains("<script") && !page.contains("src=") && !page.contains("href=\"http"))
  }
}
