import Testing

@testable import Frontier

@Suite("Lines through two frontiers")
struct TrendLinesTests {
  private func releases(_ shift: Double, _ wave: [Double]) -> [FrontierLines.Release] {
    wave.enumerated().map { index, wave in
      let month = 2 * Double(index) + shift
      return FrontierLines.Release(month: month, points: 1.25 * (month - shift) + wave)
    }
  }

  @Test("a copy three months later has a lag of three months")
  func copy() throws {
    let wave = [0.5, -0.5, 1, -1, 0.2, -0.2, 0.7, -0.7]
    let lines = try #require(FrontierLines(leaders: releases(0, wave), followers: releases(3, wave)))
    #expect(abs((lines.lag(at: 10) ?? 0) - 3) < 1e-9)
    let interval = try #require(lines.interval(at: 10))
    #expect(interval.contains(3) && !interval.contains(0))
    for months in [interval.lowerBound, interval.upperBound] {
      #expect(lines.contains(months + (months < 3 ? 1e-6 : -1e-6), at: 10, level: 0.95))
      #expect(!lines.contains(months + (months < 3 ? -1e-6 : 1e-6), at: 10, level: 0.95))
    }
  }

  @Test("leaders whose speed may be zero give no interval")
  func still() throws {
    let wave = [3.0, -3, 2, -2]
    let flat = wave.enumerated().map { FrontierLines.Release(month: Double($0.offset), points: $0.element) }
    let lines = try #require(FrontierLines(leaders: flat, followers: releases(3, wave)))
    #expect(lines.interval(at: 10) == nil)
    #expect(FrontierLines(leaders: Array(flat.prefix(2)), followers: flat) == nil)
  }
}
