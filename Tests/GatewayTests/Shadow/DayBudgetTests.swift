import Catalog
import Testing

@testable import Gateway

@Suite("The daily budget of shadow traffic")
struct DayBudgetTests {
  private let noon = Timestamp(milliseconds: 86_400_000 * 20_000 + 43_200_000)
  private let cap = NanoDollars(1_000)

  private func hold(
    _ budget: inout DayBudget, _ amount: NanoDollars, cap: NanoDollars?, recorded: NanoDollars, at: Timestamp
  ) -> Bool { budget.hold(amount, cap: cap, recorded: recorded, at: at) }

  @Test("what is held counts until it is settled, and then what it cost")
  func holds() {
    var budget = DayBudget()
    #expect(hold(&budget, NanoDollars(600), cap: cap, recorded: .zero, at: noon))
    #expect(!hold(&budget, NanoDollars(600), cap: cap, recorded: .zero, at: noon))
    budget.settle(NanoDollars(600), cost: NanoDollars(100), at: noon)
    #expect(hold(&budget, NanoDollars(900), cap: cap, recorded: .zero, at: noon))
    #expect(!hold(&budget, NanoDollars(1), cap: cap, recorded: .zero, at: noon))
  }

  @Test("what other replicas spent counts too")
  func replicas() {
    var budget = DayBudget()
    #expect(!hold(&budget, NanoDollars(600), cap: cap, recorded: NanoDollars(500), at: noon))
    #expect(hold(&budget, NanoDollars(500), cap: cap, recorded: NanoDollars(500), at: noon))
  }

  @Test("a new day begins with nothing spent; a clock that is set back gives no second budget")
  func days() {
    var budget = DayBudget()
    #expect(hold(&budget, NanoDollars(1_000), cap: cap, recorded: .zero, at: noon))
    budget.settle(NanoDollars(1_000), cost: NanoDollars(1_000), at: noon)
    let tomorrow = Timestamp(milliseconds: noon.milliseconds + 86_400_000)
    #expect(hold(&budget, NanoDollars(1_000), cap: cap, recorded: .zero, at: tomorrow))
    #expect(!hold(&budget, NanoDollars(1), cap: cap, recorded: .zero, at: noon))
  }

  @Test("without a cap everything fits, and no sum can trap")
  func unlimited() {
    var budget = DayBudget()
    for _ in 0..<3 { #expect(hold(&budget, NanoDollars(.max), cap: nil, recorded: NanoDollars(.max), at: noon)) }
    #expect(!hold(&budget, NanoDollars(1), cap: cap, recorded: .zero, at: noon))
  }
}
