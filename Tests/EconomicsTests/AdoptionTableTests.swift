import Catalog
import Economics
import Foundation
import Frontier
import Policy
import Testing

@Suite("The adoption table from the shipped files", .enabled(if: ShippedFiles.root != nil, ShippedFiles.absence))
struct AdoptionTableTests {
  static let advice = Result { try ShippedFiles.advise(ShippedFiles.union.get()) }

  private func row(_ id: String) throws -> UseCaseAdvice {
    try #require(Self.advice.get().rows.first { $0.useCase.id == id })
  }

  private func changed(_ id: String, _ change: (inout WorkloadUseCase) -> Void, policy: Policy? = nil) throws
    -> UseCaseAdvice
  {
    var workload = try ShippedFiles.union.get()
    var useCase = try #require(workload.useCases.first { $0.id == id })
    change(&useCase)
    workload.useCases = [useCase]
    return try #require(ShippedFiles.advise(workload, policy: policy).rows.first)
  }

  @Test(
    "each kind of work has the class that the default policy names",
    arguments: [
      ("legal-finance", [OptionClass.closed]), ("health-clinical", [.closed]), ("crm", [.open]),
      ("service-mail", [.open]), ("office", [.hybrid, .open]), ("productivity", [.hybrid, .open]), ("builder", [.open]),
    ])
  func table(_ id: String, _ classes: [OptionClass]) throws {
    let row = try row(id)
    let advised = try #require(row.advised)
    #expect(classes.contains(advised.optionClass) && advised.isEligible, "\(row.why)")
    #expect(row.agreement == .agrees || row.agreement == .permits)
    #expect(!row.why.isEmpty && !row.missing.isEmpty && !advised.prices.isEmpty)
    #expect(advised.monthly.low <= advised.monthly.value && advised.monthly.value <= advised.monthly.high)
    #expect(try #require(row.saving).value >= 0)
  }

  @Test(
    "legal work whose errors cost a cent leaves the closed class, and so does clinical work",
    arguments: ["legal-finance", "health-clinical"])
  func oneCent(_ id: String) throws {
    let row = try changed(id) { $0.beliefs.quantities[.errorCost] = Quantity(0.01, basis: .assumed("a cent")) }
    #expect(!row.isConstrained)
    #expect(row.advised?.optionClass != .closed, "\(row.why)")
  }

  @Test("routine work whose errors cost a thousand dollars becomes closed")
  func dearMail() throws {
    let row = try changed("crm") { $0.beliefs.quantities[.errorCost] = Quantity(1000, basis: .assumed("dear")) }
    #expect(row.advised?.optionClass == .closed)
  }

  @Test("the cheapest closed offer is weighed wherever policy lets it serve")
  func cheapClosed() throws {
    for row in try Self.advice.get().rows where row.useCase.constraints.dataClass != "phi" {
      let closed = row.options.filter { $0.optionClass == .closed }
      #expect(!closed.isEmpty)
      if try ShippedFiles.policy.get().useCase(named: row.policyUseCase)?.minimumTier == nil {
        #expect(closed.contains { $0.label.hasPrefix("openai/gpt-6-luna@") })
        #expect(closed.contains { $0.label.hasPrefix("anthropic/claude-haiku-5-5@") })
      }
    }
  }

  @Test("a rule against an origin takes its models out of every option")
  func barredOrigin() throws {
    let catalog = try ShippedFiles.catalog.get()
    let barred = try ShippedFiles.text("policy.yaml").replacingOccurrences(
      of: "\nrules:\n",
      with: "\nrules:\n  - {name: no-chinese-origin, refuse: {origin: [CN]}, reason: barred by the company}\n")
    let policy = try Policy.load(text: barred, file: "policy.yaml", catalog: catalog)
    let before = try changed("crm") { _ in }
    let after = try changed("crm", { _ in }, policy: policy)
    func chinese(_ row: UseCaseAdvice) -> Int {
      row.options.count { option in
        option.label.components(separatedBy: " → ").contains { part in
          catalog.model(part.components(separatedBy: "@").first ?? "")?.origin == "CN"
        }
      }
    }
    #expect(chinese(before) > 20 && chinese(after) == 0)
    #expect(after.refusals.contains { $0.rule == "no-chinese-origin" })
    // At a cent an error, what serves legal work is of Chinese origin, so the offer changes and not the class alone.
    let cent = { (useCase: inout WorkloadUseCase) in
      useCase.beliefs.quantities[.errorCost] = Quantity(0.01, basis: .assumed("a cent"))
    }
    #expect(
      try changed("legal-finance", cent).advised?.label != changed("legal-finance", cent, policy: policy).advised?.label
    )
  }

  @Test("no option has a price that nobody knows")
  func priced() throws {
    for row in try Self.advice.get().rows {
      #expect(row.options.allSatisfy { $0.expected.tokens > 0 })
    }
  }

  @Test("every flip in the cost of an error is one: the work asked again beyond it has the class that was told")
  func flips() throws {
    for row in try Self.advice.get().rows {
      for flip in row.flips where flip.parameter == .errorCost {
        let beyond = flip.at + (flip.at < flip.current ? -0.002 : 0.002) * flip.at
        let again = try changed(row.useCase.id) {
          $0.beliefs.quantities[.errorCost] = Quantity(beyond, basis: .assumed("beyond"))
        }
        #expect(again.advised?.optionClass == flip.toClass, "\(row.useCase.id) at \(beyond)")
      }
    }
  }

  @Test("each row's lag is the public one of its kind of work")
  func lags() throws {
    #expect(try row("legal-finance").lag?.work == .reasoning)
    #expect(try row("crm").lag?.work == nil)
    #expect(try row("crm").lag.map { $0.months > 3 && $0.months < 12 } == true)
  }

  @Test("the same input gives the same advice")
  func deterministic() throws {
    let again = try ShippedFiles.advise(ShippedFiles.union.get())
    #expect(again.rows == (try Self.advice.get().rows))
  }
}
