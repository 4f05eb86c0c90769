import Frontier
import Testing

/// A generator whose sequence is the same on every machine.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

@Suite("Files with random mistakes")
struct MutatedInputTests {
  static let today = Day(year: 2026, month: 11, day: 24)

  static let plain = Array(
    (["model,benchmark,score,released,organisation,country,weights,unit"]
      + (0..<8).flatMap { model in
        (0..<6).map {
          "M\(model),\"b,\($0)\",0.\(model)\($0),2024-0\(model + 1)-01,o,US,\(model % 2 == 0 ? "open" : "closed"),"
        }
      }).joined(separator: "\n").utf8)

  static let ratings = Array(
    (["model,rating,rating_low,rating_high,snapshot,released,organisation,country,weights"]
      + (0..<20).map { "M\($0),1\($0 + 10)0,1\($0 + 10)0,1\($0 + 10)9,2025-01-\($0 + 10),,o,US,open" })
      .joined(separator: "\n").utf8)

  /// Changes bytes, cuts, doubles and swaps pieces.
  static func mutate(_ bytes: [UInt8], _ random: inout some RandomNumberGenerator) -> [UInt8] {
    var bytes = bytes
    let telling = Array("\"\n\r,;.-+%0199eEnaifx \u{0}é\u{FEFF}".utf8)
    for _ in 0..<Int.random(in: 1...12, using: &random) {
      guard !bytes.isEmpty else { return bytes }
      let place = Int.random(in: bytes.indices, using: &random)
      let end = min(bytes.count, place + Int.random(in: 0...60, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[place] = telling.randomElement(using: &random) ?? 0
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
      case 4: bytes.insert(telling.randomElement(using: &random) ?? 0, at: place)
      default: bytes.replaceSubrange(place..<end, with: telling.shuffled(using: &random).prefix(end - place))
      }
    }
    return bytes
  }

  @Test("2,000 spoilt files of scores crash nothing, keep only fractions, and account for what they drop")
  func scores() throws {
    var random = SeededGenerator(state: 20_261_124)
    var (read, refused, left) = (0, 0, 0)
    for _ in 0..<2000 {
      let bytes = Self.mutate(Self.plain, &random)
      guard let table = try? CSVTable(bytes: bytes, file: "f.csv"), let format = try? FrontierFileFormat.detect(table),
        format == .plain, let data = try? PlainImport.read(table, today: Self.today)
      else {
        refused += 1
        continue
      }
      read += 1
      left += data.excluded.count
      #expect(data.matrix.scores.allSatisfy { (0...1).contains($0.share) && $0.share.isFinite })
      #expect(data.models.count == data.matrix.models.count)
      #expect(data.models.allSatisfy { ($0?.released ?? Self.today) <= Self.today })
      let dropped = data.excluded.count { !$0.kind.keepsRow }
      #expect(data.matrix.scores.count + dropped == table.rows.count + table.excluded.count)
      let window = Day(year: 2023, month: 1, day: 1)...Self.today
      let crossings = ThresholdCrossings(data, pair: .openBehindClosed, window: window)
      #expect(crossings.reached.allSatisfy { $0.months.isFinite })
    }
    #expect(read > 500)
    #expect(refused > 50)
    #expect(left > 2000)
  }

  @Test("2,000 spoilt files of Epoch's kind crash nothing and keep only fractions")
  func epoch() throws {
    var random = SeededGenerator(state: 7)
    let heading = "model_group,benchmark,performance,date\n"
    let rows = EpochImportTests.full(["A", "B", "C"], ["u", "v", "w", "x", "y", "z"]).joined(separator: "\n")
    let models = Array(EpochImportTests.models.utf8)
    for _ in 0..<2000 {
      let spoilt = Self.mutate(Array((heading + rows).utf8), &random)
      let facts = Bool.random(using: &random) ? Self.mutate(models, &random) : models
      guard let scores = try? CSVTable(bytes: spoilt, file: "s.csv"),
        let table = try? CSVTable(bytes: facts, file: "m.csv"),
        let data = try? EpochImport.read(scores: scores, models: table, today: Self.today)
      else { continue }
      #expect(data.matrix.scores.allSatisfy { (0...1).contains($0.share) })
    }
  }

  @Test("2,000 spoilt files of ratings crash nothing and keep intervals that hold the rating")
  func ratings() {
    var random = SeededGenerator(state: 5)
    for _ in 0..<2000 {
      let bytes = Self.mutate(Self.ratings, &random)
      guard let table = try? CSVTable(bytes: bytes, file: "r.csv"),
        let data = try? RatingImport.read(table, today: Self.today)
      else { continue }
      #expect(data.ratings.allSatisfy { $0.points.isFinite && $0.interval?.contains($0.points) ?? true })
      #expect(VerticalGap.series(data.ratings, pair: .openBehindClosed).allSatisfy { $0.points.isFinite })
    }
  }

  @Test("2,000 spoilt JSON lists crash nothing")
  func json() {
    var random = SeededGenerator(state: 3)
    let text = Array(
      #"[{"model":"A\u00e9","elo":1400,"snapshot":"2025-03-01"},{"model":"B","elo":-1.5e2,"x":null}]"#.utf8)
    var read = 0
    for _ in 0..<2000 {
      let spoilt = String(decoding: Self.mutate(text, &random), as: UTF8.self)
      if let table = try? CSVTable(json: spoilt, file: "f.json") {
        read += 1
        #expect(table.rows.allSatisfy { $0.cells.count == table.columns.count })
      }
    }
    #expect(read > 50)
  }
}
