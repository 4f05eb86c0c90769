import Foundation
import Testing

@testable import Audit

@Suite("FOCUS file for other validators")
struct FocusFileTests {
  /// Set STEELYARD_FOCUS_OUT to a path to look at the export with another validator.
  @Test("is written", .enabled(if: ProcessInfo.processInfo.environment["STEELYARD_FOCUS_OUT"] != nil))
  func write() throws {
    let path = try #require(ProcessInfo.processInfo.environment["STEELYARD_FOCUS_OUT"])
    try FocusTests.sample().table().csv.write(toFile: path, atomically: true, encoding: .utf8)
  }
}
