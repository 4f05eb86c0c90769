import Evidence
import Testing

@Suite("One's own lag in months")
struct OwnLagTests {
  static func entry(_ arrived: Int, _ reached: Int?, _ useCase: String = "crm") -> OwnLagCase {
    OwnLagCase(useCase: useCase, closed: "closed \(arrived)", arrivedDay: arrived, reachedDay: reached)
  }

  @Test("the median of what was reached, in months")
  func median() throws {
    let lag = try #require(
      OwnLag(useCase: "crm", cases: [Self.entry(0, 100), Self.entry(0, 200), Self.entry(0, 300)], asOfDay: 1000))
    #expect(agree(lag.months, 200 / (365.25 / 12)) && !lag.isLowerBound && lag.reached == 3 && lag.pending == 0)
  }

  @Test("what still waits counts as long as it has waited")
  func waiting() throws {
    let cases = [Self.entry(0, 100), Self.entry(0, nil), Self.entry(0, 300), Self.entry(850, nil)]
    let lag = try #require(OwnLag(useCase: nil, cases: cases, asOfDay: 900))
    #expect(agree(lag.months, 300 / (365.25 / 12)) && lag.pending == 2)
  }

  @Test("when fewer than half were reached the months are a lower bound")
  func bound() throws {
    let lag = try #require(OwnLag(useCase: nil, cases: [Self.entry(0, nil), Self.entry(100, nil)], asOfDay: 400))
    #expect(agree(lag.months, 400 / (365.25 / 12)) && lag.isLowerBound && lag.interval == nil)
  }

  @Test("what lies after the day asked about has not happened")
  func asOf() throws {
    let lag = try #require(OwnLag(useCase: nil, cases: [Self.entry(0, 500), Self.entry(600, nil)], asOfDay: 400))
    #expect(lag.pending == 1 && lag.reached == 0 && lag.isLowerBound)
    #expect(OwnLag(useCase: nil, cases: [Self.entry(600, nil)], asOfDay: 400) == nil)
  }

  @Test("gates become cases: the first open challenger of each closed version")
  func gates() {
    func gate(_ challenger: String, _ day: Int?, isOpen: Bool = true, incumbent: String = "1") -> OwnLagGate {
      var key = GateFixture.key(challengerVersion: challenger)
      key.incumbentVersion = incumbent
      return OwnLagGate(key: key, isOpenAgainstClosed: isOpen, promotedDay: day)
    }
    let (cases, unknown) = OwnLagCase.cases(
      from: [
        gate("1", nil), gate("2", 300), gate("3", 200), gate("4", 50, isOpen: false), gate("1", 70, incumbent: "2"),
        gate("2", nil, incumbent: "3"),
      ], arrivals: ["closed@host 1": 100, "closed@host 3": 250])
    #expect(cases.map(\.reachedDay) == [200, nil] && cases.map(\.arrivedDay) == [100, 250])
    #expect(unknown == ["closed@host 2"])
    #expect(OwnLag.table(cases, asOfDay: 400).map(\.useCase) == [nil, "crm"])
  }
}
