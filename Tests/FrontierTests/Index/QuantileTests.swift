import Testing

@testable import Frontier

@Suite("Quantile")
struct QuantileTests {
  @Test("between two numbers it is linear", arguments: [(0.0, 1.0), (0.25, 1.75), (0.5, 2.5), (1.0, 4.0), (2.0, 4.0)])
  func linear(share: Double, expected: Double) { #expect(Quantile.of([4, 1, 3, 2], share) == expected) }

  @Test("numbers that are not finite are left out, and of nothing there is none")
  func missing() {
    #expect(Quantile.of([.nan, 1, .infinity, 3], 0.5) == 2)
    #expect(Quantile.of([.nan], 0.5) == nil)
    #expect(Quantile.interval([]) == nil)
    #expect(Quantile.interval([7]) == 7...7)
  }
}
