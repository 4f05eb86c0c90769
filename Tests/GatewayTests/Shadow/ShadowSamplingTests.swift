import Routing
import Testing

@testable import Gateway

@Suite("The sampling of shadow traffic")
struct ShadowSamplingTests {
  private let sampling = ShadowSampling(salt: Array("a secret of sixteen".utf8))

  private func unit(_ number: Int) -> String {
    sampling.unit(key: "k", system: Array("be kind".utf8), firstUserText: Array("question \(number)".utf8))
  }

  @Test("every turn of a conversation, and a repetition of it, is the same unit")
  func turns() {
    #expect(unit(1) == unit(1))
    #expect(unit(1) != unit(2))
    #expect(
      unit(1) != sampling.unit(key: "other", system: Array("be kind".utf8), firstUserText: Array("question 1".utf8)))
    // Where one text ends and the next begins makes a difference.
    #expect(
      sampling.unit(key: "", system: Array("ab".utf8), firstUserText: Array("c".utf8))
        != sampling.unit(key: "", system: Array("a".utf8), firstUserText: Array("bc".utf8)))
  }

  @Test("as many are chosen as the share says, and each with that probability on record")
  func share() {
    let units = (0..<20_000).map(unit)
    let chosen = units.compactMap { sampling.inclusion(unit: $0, gate: "g", sharePPM: 200_000) }
    // Five standard deviations of a binomial.
    #expect(abs(chosen.count - 4_000) < 283)
    #expect(chosen.allSatisfy { $0.probabilityPPM == 200_000 })
    let again = units.compactMap { sampling.inclusion(unit: $0, gate: "g", sharePPM: 200_000) }
    #expect(again == chosen)
  }

  @Test("a unit chosen at one share is chosen at every larger one; none at 0, all at 1")
  func nested() {
    let units = (0..<500).map(unit)
    func chosen(_ share: Int) -> Set<String> {
      Set(units.compactMap { sampling.inclusion(unit: $0, gate: "g", sharePPM: share)?.unit })
    }
    #expect(chosen(0).isEmpty)
    #expect(chosen(1_000_000).count == 500)
    #expect(chosen(50_000).isSubset(of: chosen(300_000)))
  }

  @Test("another gate, or another secret, chooses others")
  func independent() {
    let units = (0..<2_000).map(unit)
    let other = ShadowSampling(salt: Array("another secret of sixteen".utf8))
    let one = Set(units.filter { sampling.inclusion(unit: $0, gate: "a", sharePPM: 500_000) != nil })
    let two = Set(units.filter { sampling.inclusion(unit: $0, gate: "b", sharePPM: 500_000) != nil })
    let three = Set(units.filter { other.inclusion(unit: $0, gate: "a", sharePPM: 500_000) != nil })
    #expect(abs(one.intersection(two).count - 500) < 120)
    #expect(abs(one.intersection(three).count - 500) < 120)
  }

  @Test("lots of a hold-out are even, the conversation's own, and tell nothing of what is shown to a second model")
  func lots() {
    let units = (0..<4_000).map(unit)
    let lots = units.map { sampling.lot(unit: $0, gate: "g") }
    #expect(lots == units.map { sampling.lot(unit: $0, gate: "g") })
    #expect(Set(lots).count == units.count)
    #expect(lots.allSatisfy { (0..<OpenGate.lots).contains($0) })
    // Five standard deviations of a binomial of a quarter, and of an eighth.
    let low = lots.map { $0 < OpenGate.lots / 4 }
    #expect(abs(low.count { $0 } - 1_000) < 137)
    let shown = units.map { sampling.inclusion(unit: $0, gate: "g", sharePPM: 500_000) != nil }
    #expect(abs(zip(low, shown).count { $0 && $1 } - 500) < 105)
    #expect(units.map { sampling.lot(unit: $0, gate: "h") } != lots)
  }

  @Test("strata have their part of the share, and pairs the weight that undoes it")
  func strata() {
    var settings = ShadowSettings()
    #expect(settings.sharePPM(.longWhole, of: 200_000) == 200_000)
    #expect(settings.weight(.longWhole) == 1)
    settings.strata = [.longWhole: 250_000, .longStreamed: 0]
    #expect(settings.sharePPM(.longWhole, of: 200_000) == 50_000)
    #expect(settings.sharePPM(.longStreamed, of: 200_000) == 0)
    #expect(settings.weight(.longWhole) == 1)
    #expect(settings.weight(.streamed) == 0.25)
    #expect(ShadowSampling.Stratum(stream: true, bodyBytes: 16 << 10) == .streamed)
    #expect(ShadowSampling.Stratum(stream: true, bodyBytes: (16 << 10) + 1) == .longStreamed)
  }
}
