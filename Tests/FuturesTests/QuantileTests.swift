import Frontier
import Learning
import Testing

@testable import Futures

@Suite("Bins and quantiles")
struct QuantileTests {
  private func counts(_ values: [Double], _ size: Int, _ bin: (Double) -> Int) -> ArraySlice<UInt32> {
    var counts = [UInt32](repeating: 0, count: size)
    for value in values { counts[bin(value)] += 1 }
    return counts[...]
  }

  @Test("quantiles of dollars are within the stated resolution of exact ones")
  func money() throws {
    var luck = Luck(SplitMix64(seed: 3))
    let spread = Spread(Assumption("cost", 20_000, 500...900_000, source: "a test"), logarithmic: true)
    let values = (0..<20_001).map { _ in spread.at(luck.normal()) }
    let counted = counts(values, MoneyBins.count, MoneyBins.bin)
    for share in [0.01, 0.05, 0.1, 0.5, 0.9, 0.95, 0.99] {
      let exact = try #require(Quantile.of(values, share))
      let binned = try #require(BinQuantile.of(counted, share, amount: MoneyBins.amount))
      #expect(abs(binned / exact - 1) < CostAtRisk.resolution)
    }
  }

  @Test("quantiles of signed dollars and of shares are near exact ones")
  func signed() throws {
    var luck = Luck(SplitMix64(seed: 4))
    let values = (0..<20_001).map { _ in 300 + 1000 * luck.normal() }
    let counted = counts(values, SignedMoneyBins.count, SignedMoneyBins.bin)
    let shares = values.map { $0 / 4000 }
    let countedShares = counts(shares, ShareBins.count, ShareBins.bin)
    for share in [0.05, 0.1, 0.3, 0.5, 0.9, 0.95] {
      let exact = try #require(Quantile.of(values, share))
      let binned = try #require(BinQuantile.of(counted, share, amount: SignedMoneyBins.amount))
      #expect(abs(binned - exact) < abs(exact) / 32 + 1)
      let exactShare = try #require(Quantile.of(shares, share))
      let binnedShare = try #require(BinQuantile.of(countedShares, share, amount: ShareBins.amount))
      #expect(abs(binnedShare - exactShare) < 0.005)
    }
  }

  @Test("each amount lies in its bin, whatever its size", arguments: [0.0, 0.001, 0.01, 1, 3.1415, 999, 1e6, 7.7e11])
  func edges(amount: Double) {
    let bin = MoneyBins.bin(amount)
    #expect(MoneyBins.amount(bin, 0) <= amount)
    #expect(MoneyBins.amount(bin, 1) >= amount || amount < 0.01)
    for signed in [amount, -amount] {
      let bin = SignedMoneyBins.bin(signed)
      #expect(SignedMoneyBins.amount(bin, 0) <= signed + 0.01)
      #expect(SignedMoneyBins.amount(bin, 1) >= signed - 0.01)
    }
  }

  @Test("what is too large, negative or no number ends in the outer bins")
  func outer() {
    #expect(MoneyBins.bin(.infinity) == MoneyBins.count - 1)
    #expect(MoneyBins.bin(-5) == 0 && MoneyBins.bin(.nan) == 0)
    #expect(SignedMoneyBins.bin(-.infinity) == 0 && SignedMoneyBins.bin(.infinity) == SignedMoneyBins.count - 1)
    #expect(ShareBins.bin(-3) == 0 && ShareBins.bin(.nan) == 0 && ShareBins.bin(9) == ShareBins.count - 1)
    #expect(ShareBins.amount(ShareBins.bin(1), 1) == 1)
    #expect(BinQuantile.of([0, 0][...], 0.5, amount: MoneyBins.amount) == nil)
  }

  @Test("draws have the stated median and 90 % interval")
  func spread() throws {
    var luck = Luck(SplitMix64(seed: 9))
    for isLogarithmic in [false, true] {
      let spread = Spread(Assumption("n", 5, 4...9, source: "a test"), logarithmic: isLogarithmic)
      let values = (0..<40_000).map { _ in spread.at(luck.normal()) }
      #expect(abs(try #require(Quantile.of(values, 0.5)) - 5) < 0.05)
      #expect(abs(try #require(Quantile.of(values, 0.05)) - 4) < 0.05)
      #expect(abs(try #require(Quantile.of(values, 0.95)) - 9) < 0.12)
    }
  }

  @Test("months of a distribution count futures in which it never happens")
  func months() {
    let months = MonthDistribution(counts: [0, 10, 0, 50], never: 40)
    #expect(months.median == 3 && months.earliest == 1 && months.latest == nil)
    #expect(months.shareNever == 0.4)
    #expect(MonthDistribution(counts: [0, 40], never: 60).median == nil)
    #expect(MonthDistribution(counts: [], never: 0).median == nil)
  }
}
