import Testing

@testable import Audit

@Suite("Ids that were seen")
struct SeenIDsTests {
  @Test("every duplicate is found up to the capacity, and nothing else is one")
  func complete() {
    var seen = SeenIDs(capacity: 20_000)
    let first = (1...20_000 as ClosedRange<UInt64>).filter { seen.insert($0) }
    #expect(first.count == 20_000 && !seen.hasForgotten)
    let again = (1...20_000 as ClosedRange<UInt64>).filter { seen.insert($0) }
    #expect(again.isEmpty)
    #expect(seen.duplicates == 20_000)
  }

  @Test("beyond the capacity duplicates up to half of it apart are still found")
  func forgetting() {
    var seen = SeenIDs(capacity: 2000)
    var wrong = 0
    for id in 1...10_000 as ClosedRange<UInt64> {
      if !seen.insert(id) { wrong += 1 }
      if id > 1000, seen.insert(id - 999) { wrong += 1 }
    }
    #expect(wrong == 0)
    #expect(seen.hasForgotten)
    #expect(seen.count <= 2000)
  }

  @Test("rows without an id are never duplicates")
  func zero() {
    var seen = SeenIDs()
    let both = [seen.insert(0), seen.insert(0)]
    #expect(both == [true, true])
    #expect(seen.count == 0)
  }

  @Test("a set that was saved and read finds the same duplicates")
  func saved() throws {
    var seen = SeenIDs(capacity: 3000)
    for id in 1...2500 as ClosedRange<UInt64> { _ = seen.insert(id) }
    var copy = try SavedStateTests.copy(of: seen)
    #expect(copy.count == seen.count && copy.capacity == seen.capacity)
    let new = (1...2500 as ClosedRange<UInt64>).filter { copy.insert($0) }
    #expect(new.isEmpty)
    let further = copy.insert(5000)
    #expect(further)
  }

  @Test("the tables stay below 12.5 bytes an id")
  func compact() {
    var seen = SeenIDs(capacity: 10_000_000)
    var most = 0.0
    for id in 1...300_000 as ClosedRange<UInt64> {
      _ = seen.insert(id)
      if id > 100_000 { most = max(most, id % 1000 == 0 ? Double(seen.bytes) / Double(id) : 0) }
    }
    #expect(most < 12.5)
  }
}
