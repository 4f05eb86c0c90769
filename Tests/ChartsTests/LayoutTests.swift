import Testing

@testable import Charts

@Suite("Laying out text")
struct LayoutTests {
  @Test("labels on a line move apart as little as needed")
  func spreads() {
    #expect(Spreading.spread([10, 50, 90], gap: 16, within: 0...100) == [10, 50, 90])
    #expect(Spreading.spread([50, 50, 50], gap: 10, within: 0...100) == [40, 50, 60])
    #expect(Spreading.spread([98, 99], gap: 10, within: 0...100) == [90, 100])
    #expect(Spreading.spread([1, 2, 3], gap: 60, within: 0...100) == nil)
    #expect(Spreading.spread([], gap: 60, within: 0...100) == [])
  }

  @Test("spread labels keep order, distance and limits", arguments: UInt64(1)...100)
  func spreadProperties(seed: UInt64) throws {
    var random = Randomness(seed)
    let wanted = (0..<6).map { _ in random.tameNumber() }.sorted()
    let output = try #require(Spreading.spread(wanted, gap: 16, within: 0...140))
    #expect(output.count == 6)
    #expect(zip(output, output.dropFirst()).allSatisfy { $1 - $0 >= 16 - 1e-9 })
    #expect(output.allSatisfy { (-1e-9...140 + 1e-9).contains($0) })
  }

  @Test("long text breaks into lines that fit, and what is left over ends in an ellipsis")
  func breaks() {
    let text = "one two three four five six seven eight nine ten"
    let lines = TextFitting.lines(text, width: 90, .normal, limit: 3)
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { TextMeasure.width($0, .normal) <= 90 })
    #expect(lines.last?.hasSuffix("…") == true)
    #expect(TextFitting.lines("short", width: 90, .normal, limit: 1) == ["short"])
    #expect(TextFitting.lines("", width: 90, .normal, limit: 1) == [])
    let word = TextFitting.lines(String(repeating: "w", count: 99), width: 90, .normal, limit: 2)
    #expect(word.count == 1 && word.allSatisfy { TextMeasure.width($0, .normal) <= 90 })
  }

  @Test("a label without room is dropped rather than laid over another")
  func drops() {
    var placer = LabelPlacer(area: Box(minX: 0, minY: 0, maxX: 100, maxY: 30))
    let first = placer.place("abcd", .small, near: Point(x: 50, y: 15))
    let others = (0..<6).map { _ in placer.place("abcdefg", .small, near: Point(x: 50, y: 15)) }
    #expect(first != nil)
    #expect(others.contains { $0 == nil })
  }

  @Test("segments know what they cross")
  func crosses() {
    let diagonal = Segment(Point(x: 0, y: 0), Point(x: 10, y: 10))
    #expect(diagonal.crosses(Segment(Point(x: 0, y: 10), Point(x: 10, y: 0))))
    #expect(!diagonal.crosses(Segment(Point(x: 20, y: 10), Point(x: 30, y: 0))))
    let box = Box(minX: 4, minY: 4, maxX: 6, maxY: 6)
    #expect(box.isCrossed(from: diagonal.start, to: diagonal.end))
    #expect(!box.isCrossed(from: Point(x: 0, y: 5), to: Point(x: 3, y: 5)))
  }
}
