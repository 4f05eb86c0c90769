import Catalog
import Ledger
import Testing

@Suite("The daily money of calls that no caller sees")
struct ShadowMoneyTests {
  private let noon = Timestamp(milliseconds: 86_400_000 * 20_000 + 43_200_000)
  private let cap = NanoDollars(1_000)

  private func later(_ days: Int64) -> Timestamp { Timestamp(milliseconds: noon.milliseconds + days * 86_400_000) }

  private func call(_ cost: NanoDollars?) -> ShadowCall {
    ShadowCall(at: noon, gate: "g", kind: .judge, offer: "j@z", usage: nil, cost: cost)
  }

  @Test("what is held counts until it is settled, and then what it cost, whichever process asks")
  func holds() throws {
    let place = try TemporaryLedger()
    let (store, other) = (try EvidenceStore.open(path: place.path), try EvidenceStore.open(path: place.path))
    let hold = try #require(try store.hold(NanoDollars(600), cap: cap, at: noon).0)
    #expect(try other.hold(NanoDollars(600), cap: cap, at: noon).0 == nil)
    #expect(try store.settle(hold, calls: [call(NanoDollars(100))]).spent == NanoDollars(100))
    let (second, day) = try other.hold(NanoDollars(900), cap: cap, at: noon)
    #expect(second != nil)
    #expect((day.spent, day.held) == (NanoDollars(100), NanoDollars(900)))
    #expect(try store.hold(NanoDollars(1), cap: cap, at: noon).0 == nil)
  }

  @Test("calls that overlap are counted once each")
  func overlapping() throws {
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    let holds = try (0..<4).map { _ in try #require(try store.hold(NanoDollars(250), cap: cap, at: noon).0) }
    for hold in holds { _ = try store.settle(hold, calls: [call(NanoDollars(200))]) }
    let (hold, day) = try store.hold(NanoDollars(200), cap: cap, at: noon)
    #expect(hold != nil)
    #expect((day.spent, day.held) == (NanoDollars(800), NanoDollars(200)))
  }

  @Test("what a killed process held counts until its day is over")
  func killed() throws {
    let place = try TemporaryLedger()
    _ = try EvidenceStore.open(path: place.path).hold(NanoDollars(900), cap: cap, at: noon)
    let store = try EvidenceStore.open(path: place.path)
    #expect(try store.hold(NanoDollars(200), cap: cap, at: noon).0 == nil)
    #expect(try store.hold(NanoDollars(200), cap: cap, at: later(1)).0 != nil)
  }

  @Test("each day has its own money, whichever way the clock jumps, and pays for what began in it")
  func days() throws {
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    let hold = try #require(try store.hold(cap, cap: cap, at: noon).0)
    let tomorrow = try #require(try store.hold(cap, cap: cap, at: later(1)).0)
    #expect(try store.hold(NanoDollars(1), cap: cap, at: noon).0 == nil)
    #expect(try store.settle(hold, calls: [call(cap)]).spent == cap)
    #expect(try store.settle(tomorrow, calls: [call(NanoDollars(10))]).spent == NanoDollars(10))
    #expect(try store.hold(NanoDollars(1), cap: cap, at: noon).0 == nil)
    #expect(try store.hold(NanoDollars(990), cap: cap, at: later(1)).0 != nil)
  }

  @Test("without a cap everything fits, and no sum can trap")
  func unlimited() throws {
    let place = try TemporaryLedger()
    let store = try EvidenceStore.open(path: place.path)
    for _ in 0..<3 { #expect(try store.hold(NanoDollars(.max), cap: nil, at: noon).0 != nil) }
    #expect(try store.hold(NanoDollars(1), cap: cap, at: noon).0 == nil)
  }

  @Test("many processes at once never hold and spend more than the cap")
  func together() async throws {
    let place = try TemporaryLedger()
    let stores = try (0..<4).map { _ in try EvidenceStore.open(path: place.path) }
    let peaks = try await withThrowingTaskGroup(of: NanoDollars.self) { group in
      for (number, store) in stores.enumerated() {
        group.addTask {
          var peak = NanoDollars.zero
          for round in 0..<40 {
            let (hold, day) = try store.hold(NanoDollars(Int64(90 + number)), cap: cap, at: noon)
            peak = max(peak, day.spent + day.held)
            guard let hold else { continue }
            peak = max(peak, try store.settle(hold, calls: [call(NanoDollars(round % 3 == 0 ? 1 : 0))]).spent)
          }
          return peak
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(peaks.allSatisfy { $0 <= cap })
    let day = try stores[0].hold(.zero, cap: cap, at: noon).1
    #expect(day.held == .zero)
  }

  @Test("a database from before begins the day with what its calls have cost")
  func earlier() throws {
    let place = try TemporaryLedger()
    let old = try EvidenceStore.open(path: place.path)
    try old.add([call(NanoDollars(300)), call(nil), call(NanoDollars(400))])
    try place.takeBack("6 days of shadow traffic", "DROP TABLE shadow_days")
    let store = try EvidenceStore.open(path: place.path)
    #expect(try store.hold(NanoDollars(400), cap: cap, at: noon).0 == nil)
    #expect(try store.hold(NanoDollars(300), cap: cap, at: noon).0 != nil)
  }
}
