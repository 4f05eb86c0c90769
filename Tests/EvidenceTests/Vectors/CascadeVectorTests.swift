import Evidence
import Testing

@Suite("Cascade thresholds against reference numbers")
struct CascadeVectorTests {
  struct File: Decodable {
    struct Row: Decodable {
      var tau: Double
      var k: Int
      var binom_p: Double
      var cp_upper95: Double
      var crc_value: Double
    }

    struct Most: Decodable {
      var n: Int
      var alpha: Double
      var delta: Double
      var k_max: Int
    }

    var alpha: Double
    var delta: Double
    var score: [Double]
    var bad: [Int]
    var rows: [Row]
    var tau_ltt: Double
    var tau_crc: Double
    var max_k_allowed: [Most]
  }

  @Test(
    "300 scored cases have the reference's rows and thresholds",
    .enabled(if: EvidenceReference.isPresent, EvidenceReference.missing))
  func calibration() throws {
    let file: File = try EvidenceReference.read("cascade_threshold")
    let cases = zip(file.score, file.bad).map { CascadeCase(score: $0, isBad: $1 == 1) }
    let found = CascadeCalibration(
      cases, promise: try CascadePromise(risk: file.alpha, error: file.delta), grid: ThresholdGrid(steps: 20))
    #expect(found.rows.count == file.rows.count)
    for (row, expected) in zip(found.rows, file.rows) {
      #expect(agree(row.threshold, expected.tau) && row.bad == expected.k)
      #expect(abs(row.pValue - expected.binom_p) <= 1e-9 * expected.binom_p, "\(row) \(expected)")
      #expect(agree(row.upperLimit, expected.cp_upper95) && agree(row.conformal, expected.crc_value))
    }
    #expect(found.threshold == file.tau_ltt && found.conformalThreshold == file.tau_crc)
  }

  @Test(
    "the most bad answers allowed are the reference's",
    .enabled(if: EvidenceReference.isPresent, EvidenceReference.missing))
  func mostBad() throws {
    let file: File = try EvidenceReference.read("cascade_threshold")
    for entry in file.max_k_allowed {
      let promise = try CascadePromise(risk: entry.alpha, error: entry.delta)
      #expect(promise.mostBad(of: entry.n) ?? -1 == entry.k_max, "\(entry)")
    }
  }

  @Test("the fewest clean cases", arguments: [(0.05, 59), (0.02, 149), (0.01, 299)])
  func minimum(_ risk: Double, _ count: Int) throws {
    #expect(try CascadePromise(risk: risk, error: 0.05).minimumCases == count)
    #expect(try CascadePromise(risk: risk, error: 0.05).mostBad(of: count - 1) == nil)
  }

  @Test("the most bad answers from the description", arguments: [(500, 0.05, 16), (1000, 0.02, 12), (2000, 0.05, 83)])
  func described(_ count: Int, _ risk: Double, _ bad: Int) throws {
    #expect(try CascadePromise(risk: risk, error: 0.05).mostBad(of: count) == bad)
  }
}
