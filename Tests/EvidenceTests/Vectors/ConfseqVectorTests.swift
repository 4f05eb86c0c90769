import Evidence
import Testing

@Suite(
  "Empirical Bernstein bounds against confseq 0.0.11",
  .enabled(if: EvidenceReference.isPresent, EvidenceReference.missing))
struct ConfseqVectorTests {
  struct Sequence: Decodable {
    var x: [Double]
    var bounds: [String: [Double]]

    enum CodingKeys: String, CodingKey {
      case x
      case bounds = "predmix_empbern_twosided_alpha.05"
    }
  }

  struct File: Decodable {
    var sequences: [String: Sequence]
  }

  @Test("both ends at each checkpoint")
  func bounds() throws {
    let file: File = try EvidenceReference.read("confseq_reference")
    #expect(file.sequences.count == 2)
    for sequence in file.sequences.values {
      var below = EmpiricalBernstein(alpha: 0.025, firstCentre: 0)
      var above = below
      for (index, value) in sequence.x.enumerated() {
        below.observe(value)
        above.observe(1 - value)
        guard let expected = sequence.bounds["\(index + 1)"] else { continue }
        #expect(agree(max(0, below.current), expected[0]) || agree(max(0, below.best), expected[0]), "\(index)")
        #expect(agree(min(1, 1 - above.current), expected[1]) || agree(min(1, 1 - above.best), expected[1]), "\(index)")
      }
    }
  }
}
