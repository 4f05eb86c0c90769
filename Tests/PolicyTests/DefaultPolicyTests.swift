import Catalog
import Foundation
import Policy
import StrictYAML
import Testing

@Suite("The default policy")
struct DefaultPolicyTests {
  private static let files = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/Defaults/files")

  private func catalog() throws -> Catalog {
    let folder = Self.files.appending(path: "catalog")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try Catalog.load(
      files: names.map { (name: $0, text: try String(contentsOf: folder.appending(path: $0), encoding: .utf8)) })
  }

  private func policy(_ catalog: Catalog?) throws -> Policy {
    let text = try String(contentsOf: Self.files.appending(path: "policy.yaml"), encoding: .utf8)
    return try Policy.load(text: text, file: "policy.yaml", catalog: catalog)
  }

  @Test(
    "is the table that the product is about",
    arguments: [
      ("legal-finance", Stakes.irrecoverable, ModelClass.closed, Tier.flagship),
      ("health-clinical", .irrecoverable, .closed, .flagship), ("crm", .routine, .open, nil),
      ("productivity", .moderate, .hybrid, .mid), ("builder", .low, .open, nil),
      ("unrecognised", .moderate, .hybrid, .mid),
    ] as [(String, Stakes, ModelClass, Tier?)])
  func table(id: String, stakes: Stakes, modelClass: ModelClass, tier: Tier?) throws {
    let policy = try policy(nil)
    let useCase = try #require(policy.useCase(named: id))
    #expect(useCase.stakes == stakes)
    #expect(useCase.modelClass == modelClass)
    #expect(useCase.minimumTier == tier)
    #expect(policy.fallbackUseCase == "unrecognised")
    #expect(policy.lowerings.isEmpty)
    #expect(policy.gates.isEmpty)
    #expect(useCase.cascade == nil)
  }

  @Test("names nothing that the default catalogue does not have, and leaves offers for each use case")
  func servable() throws {
    let catalog = try catalog()
    let policy = try policy(catalog)
    for useCase in policy.useCases {
      for dataClass in [nil, "personal", "phi", "gov_defense"] {
        let allowed = policy.verdicts(
          useCase: useCase, tenant: nil, dataClass: dataClass, catalog: catalog, at: SampleFacts.day
        ).count { $0.allowed }
        #expect(allowed > 0, "\(useCase.id), \(dataClass ?? "no data class")")
      }
    }
  }

  @Test(
    "personal and defence data stay out of the countries that the law names",
    arguments: [("personal", "crm"), ("bulk_us_sensitive", "crm"), ("phi", "productivity"), ("gov_defense", "crm")])
  func countries(dataClass: String, useCase: String) throws {
    let catalog = try catalog()
    let policy = try policy(catalog)
    let verdicts = policy.verdicts(
      useCase: try #require(policy.useCase(named: useCase)), tenant: nil, dataClass: dataClass, catalog: catalog,
      at: SampleFacts.day)
    for (offer, verdict) in zip(catalog.offers, verdicts) where verdict.allowed {
      let provider = try #require(catalog.provider(offer.provider))
      let model = try #require(catalog.model(offer.model))
      #expect(provider.seat != "CN" && offer.region != "CN", "\(offer.id)")
      if dataClass == "gov_defense" { #expect(model.origin != "CN", "\(offer.id)") }
      if dataClass == "phi" { #expect(offer.terms.contains(.baa) || provider.seat == "self", "\(offer.id)") }
    }
  }

  @Test("each rule names its source")
  func sources() throws {
    for rule in try policy(nil).rules { #expect(rule.source?.isEmpty == false, "\(rule.name)") }
  }

  @Test("the examples that are commented out can be used as they stand")
  func examples() throws {
    let text = try String(contentsOf: Self.files.appending(path: "policy.yaml"), encoding: .utf8)
    var isExample = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      if line == "gates: []" || line == "lower_stakes: []" {
        isExample = true
        return String(line.dropLast(3))
      }
      if isExample, line.hasPrefix("#  ") { return String(line.dropFirst()) }
      isExample = false
      let start = line.prefix { $0 == " " }
      let rest = line.dropFirst(start.count)
      for example in ["# - name: ", "#   when: ", "#   refuse: ", "#   reason: ", "#   source: ", "# cascade: "]
      where !start.isEmpty && rest.hasPrefix(example) {
        return String(start + rest.dropFirst(2))
      }
      return String(line)
    }
    let catalog = try catalog()
    let policy = try Policy.load(text: lines.joined(separator: "\n"), file: "policy.yaml", catalog: catalog)
    #expect(policy.gates.map(\.name) == ["productivity:deepseek/deepseek-v4-pro"])
    #expect(policy.useCase(named: "productivity")?.cascade?.signals == [.schema, .refusal, .truncated])
    #expect(policy.lowerings.count == 1)
    #expect(policy.rules.count > 6)
  }
}
