import Assessment
import Testing

@Suite("Certainty")
struct CertaintyTests {
  @Test("certain is more than doubt, and doubt more than nothing")
  func order() {
    #expect(Certainty.certain > .doubt)
    #expect(Certainty.doubt > .none)
  }
}
