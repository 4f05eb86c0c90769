import Policy
import Testing

@Suite("Sets of offers")
struct OfferSetTests {
  @Test("sets agree with plain sets of numbers", arguments: [0, 1, 63, 64, 65, 150, 413])
  func agree(count: Int) {
    let even = OfferSet(count: count) { $0 % 2 == 0 }
    let third = OfferSet(count: count) { $0 % 3 == 0 }
    func numbers(_ set: OfferSet) -> [Int] {
      var found: [Int] = []
      set.forEach { found.append($0) }
      return found
    }
    var union = even
    union.formUnion(third)
    #expect(numbers(union) == (0..<count).filter { $0 % 2 == 0 || $0 % 3 == 0 })
    var both = even
    both.formIntersection(third)
    #expect(numbers(both) == (0..<count).filter { $0 % 6 == 0 })
    var rest = even
    rest.subtract(third)
    #expect(numbers(rest) == (0..<count).filter { $0 % 2 == 0 && $0 % 3 != 0 })
    #expect(rest.isEmpty == numbers(rest).isEmpty)
    #expect(!even.contains(count + 64))
  }
}
