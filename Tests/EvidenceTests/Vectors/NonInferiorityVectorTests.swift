import Evidence
import Testing

@Suite("The test of pairs against reference numbers")
struct NonInferiorityVectorTests {
  struct File: Decodable {
    struct Case: Decodable {
      var delta: Double
      var wins: Int
      var ties: Int
      var losses: Int
      var logE_promote: Double
      var logE_reject: Double
      var promote_at_0_05: Bool
      var reject_at_0_05: Bool
    }

    struct Checkpoint: Decodable {
      var n: Int
      var logE_promote: Double
      var logE_reject: Double
    }

    struct Grid: Decodable {
      var promote: [Double]
      var reject: [Double]
    }

    var grids: [String: Grid]
    var count_cases: [Case]
    var sequence: [Int]
    var sequence_delta: Double
    var sequence_checkpoints: [Checkpoint]
  }

  @Test(
    "all counts have the e-values of the reference",
    .enabled(if: EvidenceReference.isPresent, EvidenceReference.missing))
  func counts() throws {
    let file: File = try EvidenceReference.read("noninferiority_eprocess")
    #expect(file.count_cases.count == 39)
    for entry in file.count_cases {
      let test = try NonInferiorityTest(margin: entry.delta)
      let counts = PairCounts(lost: entry.losses, tied: entry.ties, won: entry.wins)
      #expect(agree(test.logE(.notWorse, counts), entry.logE_promote), "\(entry)")
      #expect(agree(test.logE(.worse, counts), entry.logE_reject), "\(entry)")
      let limits = TestLimits(alpha: 0.05, minimum: 1)
      #expect(test.reaches(limits.logPromote, .notWorse, counts) == entry.promote_at_0_05)
      #expect(test.reaches(limits.logWorse, .worse, counts) == entry.reject_at_0_05)
    }
  }

  @Test("bets are those of the reference", .enabled(if: EvidenceReference.isPresent, EvidenceReference.missing))
  func grids() throws {
    let file: File = try EvidenceReference.read("noninferiority_eprocess")
    for (margin, grid) in file.grids {
      let test = try NonInferiorityTest(margin: try #require(Double(margin)))
      for (side, expected) in [(Side.notWorse, grid.promote), (.worse, grid.reject)] {
        #expect(test.bets(side).count == expected.count)
        #expect(zip(test.bets(side), expected).allSatisfy { agree($0, $1, 1e-12) })
      }
    }
  }

  @Test(
    "a sequence has the e-values of the reference at each checkpoint",
    .enabled(if: EvidenceReference.isPresent, EvidenceReference.missing))
  func sequence() throws {
    let file: File = try EvidenceReference.read("noninferiority_eprocess")
    let test = try NonInferiorityTest(margin: file.sequence_delta)
    var counts = PairCounts()
    var checked = 0
    for (index, value) in file.sequence.enumerated() {
      counts.add(try #require(Difference(rawValue: Int8(2 * value))))
      guard let checkpoint = file.sequence_checkpoints.first(where: { $0.n == index + 1 }) else { continue }
      #expect(agree(test.logE(.notWorse, counts), checkpoint.logE_promote))
      #expect(agree(test.logE(.worse, counts), checkpoint.logE_reject))
      checked += 1
    }
    #expect(checked == file.sequence_checkpoints.count)
  }

  @Test(
    "numbers from the description of the method",
    arguments: [
      (60, 680, 60, 4.793022549825465, -2.68598865716), (350, 700, 350, 2.233820515223, .nan),
      (100, 200, 180, -3.32336539, 4.18472722),
    ])
  func described(_ won: Int, _ tied: Int, _ lost: Int, _ notWorse: Double, _ worse: Double) throws {
    let test = try NonInferiorityTest(margin: 0.05)
    let counts = PairCounts(lost: lost, tied: tied, won: won)
    #expect(agree(test.logE(.notWorse, counts), notWorse, 1e-8))
    if !worse.isNaN { #expect(agree(test.logE(.worse, counts), worse, 1e-8)) }
  }
}
