import Testing

@testable import Economics

@Suite("Where the cheapest of several lines changes")
struct LowerEnvelopeTests {
  @Test("a walk finds the same change as a search step by step", arguments: 1...40)
  func bruteForce(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let lines = (0..<6).map { _ in
      let intercept = Double.random(in: 0...10, using: &random)
      return LowerEnvelope.Line(at: 0, intercept, at: 1, intercept + Double.random(in: -2...2, using: &random))
    }
    let envelope = LowerEnvelope(lines: lines)
    for limit in [-20.0, 20] {
      let start = 0.0
      guard let first = envelope.cheapest(at: start) else { continue }
      // Lines 0 to 2 are of one class, 3 to 5 of another.
      let change = envelope.change(from: start, to: limit) { ($0 < 3) != (first < 3) }
      let places = stride(from: 0, through: limit, by: limit / 20_000)
      let found = places.first { place in envelope.cheapest(at: place).map { ($0 < 3) != (first < 3) } ?? false }
      #expect((change == nil) == (found == nil), "seed \(seed), limit \(limit)")
      if let change, let found { #expect(abs(change.at - found) < 0.01, "seed \(seed), limit \(limit)") }
    }
  }

  @Test("one line and no line have no change")
  func few() {
    #expect(LowerEnvelope(lines: []).change(from: 0, to: 1) { _ in true } == nil)
    let one = LowerEnvelope(lines: [LowerEnvelope.Line(at: 0, 1, at: 1, 2)])
    #expect(one.change(from: 0, to: 1) { _ in true } == nil)
  }
}

@Suite("Figures that depend on uncertain factors")
struct BeliefsTests {
  let beliefs = Beliefs([
    .errorCost: Quantity(10, low: 7, high: 14, basis: .assumed("test")),
    .reviewCost: Quantity(5, low: 1, high: 8, basis: .assumed("test")),
    .caughtShare: Quantity(0.5, basis: .assumed("test")),
  ])

  @Test("deviations of a sum add in quadrature on either side")
  func sums() throws {
    let interval = try #require(
      beliefs.interval { point in point[.errorCost].flatMap { a in point[.reviewCost].map { a + $0 } } })
    #expect(interval.value == 15)
    #expect(abs(interval.low - (15 - 5)) < 1e-12 && abs(interval.high - (15 + 5)) < 1e-12)
  }

  @Test("deviations of a product add as logarithms, so that none is below zero")
  func products() throws {
    let interval = try #require(
      beliefs.interval(multiplies: true) { point in point[.errorCost].flatMap { a in point[.reviewCost].map { a * $0 } }
      })
    // ln(14/10) and ln(8/5).
    #expect(abs(interval.high / 50 - 1.7829) < 1e-3)
    #expect(interval.low > 0 && interval.low < 10)
  }

  @Test("exact factors have no bar, and a factor that is not known makes no figure")
  func exact() {
    #expect(beliefs.uncertain == [.errorCost, .reviewCost])
    #expect(beliefs.swings { $0[.caughtShare] }.allSatisfy { $0.width == 0 })
    #expect(beliefs.interval { $0[.lag] } == nil)
  }

  @Test("ends on the wrong side of a value are moved to it")
  func order() {
    let quantity = Quantity(3, low: 5, high: 1, basis: .assumed("test"))
    #expect(quantity.low == 3 && quantity.high == 3 && quantity.isExact)
  }
}
