import NIOCore
import Testing

@testable import Gateway

@Suite("How long an event loop was kept from running")
struct LoopLatenessTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

  private func at(_ milliseconds: Int64) -> NIODeadline { start + .milliseconds(milliseconds) }

  @Test("ticks that come in time lose nothing")
  func inTime() {
    var lateness = LoopLateness(from: start)
    for tick in 1...50 { lateness.tick(at: at(Int64(tick) * 20)) }
    #expect(lateness.total(at: at(1_000)) == .zero)
    #expect(lateness.total(at: at(1_020)) == .zero)
  }

  @Test("delays add up, one that is not over yet included")
  func late() {
    var lateness = LoopLateness(from: start)
    lateness.tick(at: at(120))
    #expect(lateness.total(at: at(130)) == .milliseconds(100))
    lateness.tick(at: at(150))
    #expect(lateness.total(at: at(170)) == .milliseconds(110))
    #expect(lateness.total(at: at(470)) == .milliseconds(410))
  }
}
