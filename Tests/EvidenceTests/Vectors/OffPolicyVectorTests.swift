@testable import Evidence
import Testing

@Suite(
  "Off-policy estimates against reference numbers", .enabled(if: EvidenceReference.isPresent, EvidenceReference.missing)
)
struct OffPolicyVectorTests {
  struct File: Decodable {
    struct Small: Decodable {
      var action: [Int]
      var propensity: [Double]
      var reward: [Double]
      var qhat1: Double
      var ips: Double
      var snips: Double
      var dr: Double
    }

    struct Stream: Decodable {
      var action: [Int]
      var propensity_of_1: Double
      var reward: [Double]
      var eb_lower_025: [String: Double]
    }

    struct Robust: Decodable {
      var qhat1: Double
      var k: Double
      var dr_point: Double
      var eb_lower_025: [String: Double]
      var eb_upper_025: [String: Double]
    }

    var small: Small
    var stream: Stream
    var stream_dr: Robust
  }

  /// A choice between two actions, seen from the policy "always action 1".
  static func choice(_ action: Int, _ chanceOf1: Double, _ reward: Double, _ predicted: Double) -> LoggedChoice {
    LoggedChoice(
      action: action, propensities: [1 - chanceOf1, chanceOf1], targets: [0, 1], reward: reward,
      predictions: [predicted, predicted])
  }

  @Test("points of a small log")
  func points() throws {
    let small = try EvidenceReference.read("ope", as: File.self).small
    let choices = small.action.indices.map { index in
      Self.choice(
        small.action[index], small.action[index] == 1 ? small.propensity[index] : 1 - small.propensity[index],
        small.reward[index], small.qhat1)
    }
    let found = try OffPolicyEstimate(choices, minimumEffectiveCount: 1)
    #expect(agree(found.inversePropensity, small.ips) && agree(found.selfNormalised, small.snips))
    #expect(agree(found.doublyRobust, small.dr))
  }

  @Test("bounds of inverse propensities at each checkpoint")
  func bounds() throws {
    let stream = try EvidenceReference.read("ope", as: File.self).stream
    var bound = EmpiricalBernstein(alpha: 0.025, firstCentre: 0)
    for (index, action) in stream.action.enumerated() {
      bound.observe(Self.choice(action, stream.propensity_of_1, stream.reward[index], 0).doublyRobust(reach: 0))
      if let expected = stream.eb_lower_025["\(index + 1)"] { #expect(agree(max(0, bound.current), expected)) }
    }
  }

  @Test("bounds of doubly robust values at each checkpoint")
  func robustBounds() throws {
    let file: File = try EvidenceReference.read("ope")
    var below = EmpiricalBernstein(alpha: 0.025, reach: file.stream_dr.k)
    var above = below
    var sum = 0.0
    for (index, action) in file.stream.action.enumerated() {
      let choice = Self.choice(action, file.stream.propensity_of_1, file.stream.reward[index], file.stream_dr.qhat1)
      below.observe(choice.doublyRobust(reach: file.stream_dr.k))
      above.observe(choice.mirrored.doublyRobust(reach: file.stream_dr.k))
      sum += choice.doublyRobust()
      guard let lower = file.stream_dr.eb_lower_025["\(index + 1)"] else { continue }
      #expect(agree(below.best, lower))
      #expect(agree(1 - above.best, try #require(file.stream_dr.eb_upper_025["\(index + 1)"])))
    }
    #expect(agree(sum / Double(file.stream.action.count), file.stream_dr.dr_point))
  }
}
