import RoutingQuality
import Testing

@Suite("Routing curves")
struct RoutingCurveTests {
  private func cases(_ outcomes: [(weak: Bool, strong: Bool)]) -> [RoutingCase] {
    outcomes.enumerated().map {
      RoutingCase(benchmark: "b", subject: "s", prompt: "\($0)", weak: $1.weak, strong: $1.strong)
    }
  }

  private var mixed: [RoutingCase] {
    cases([
      (false, true), (true, true), (false, true), (true, true), (false, false), (true, true), (false, true),
      (true, true),
    ])
  }

  @Test("scores that are all equal are a random router: half of the gap")
  func constant() {
    let curve = RoutingCurve(scores: [Double](repeating: 1, count: 8), cases: mixed)
    #expect(abs(curve.apgr - 0.5) < 1e-9)
    #expect(abs((curve.callShare(forGap: 0.5) ?? 0) - 0.5) < 1e-9)
  }

  @Test("the outcomes themselves are the best scores there are")
  func oracle() throws {
    let oracle = RoutingCurve(scores: mixed.map(\.gain), cases: mixed)
    let reversed = RoutingCurve(scores: mixed.map { -$0.gain }, cases: mixed)
    #expect(oracle.apgr > 0.75)
    #expect(reversed.apgr < 0.25)
    // Three of eight answers are gained, so half of the gap takes one and a half calls of eight.
    #expect(abs(try #require(oracle.callShare(forGap: 0.5)) - 1.5 / 8) < 1e-9)
  }

  @Test("quality is that of the weak model without calls and that of the strong one with all")
  func ends() {
    let curve = RoutingCurve(scores: [3, 1, 4, 1, 5, 9, 2, 6], cases: mixed)
    #expect(curve.quality(atShare: 0) == 0.5)
    #expect(curve.quality(atShare: 1) == 0.875)
    #expect(curve.weakQuality == 0.5)
    #expect(curve.strongQuality == 0.875)
  }

  @Test("a quality that no router can reach is never reached")
  func never() {
    #expect(
      RoutingCurve(scores: [1, 2], cases: cases([(false, false), (true, true)])).callShare(forQuality: 0.9) == nil)
  }

  @Test("intervals hold the figure, and the same data give the same ones")
  func intervals() {
    let first = RoutingFigures("r", labels: "none", scores: [3, 1, 4, 1, 5, 9, 2, 6], cases: mixed)
    let second = RoutingFigures("r", labels: "none", scores: [3, 1, 4, 1, 5, 9, 2, 6], cases: mixed)
    #expect(first.apgr.low <= first.apgr.value && first.apgr.value <= first.apgr.high)
    #expect(first.apgr.low == second.apgr.low && first.apgr.high == second.apgr.high)
  }
}
