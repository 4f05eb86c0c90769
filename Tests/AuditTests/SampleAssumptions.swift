import Foundation
import Testing

@testable import Audit

/// Assumptions for tests whose numbers can be checked by hand, and the shipped ones.
enum SampleAssumptions {
  static let plainText = """
    version: 1
    cache_kept: {value: 0.5, low: 0, high: 1, source: test}
    retry_rate: {value: 0, low: 0, high: 0.1, source: test}
    escalation_rate: {value: 0, low: 0, high: 0.2, source: test}
    reasoning_ratio: {value: 1, low: 1, high: 1, source: test}
    sample: {alpha: 0.05, tie_rate: 0.7, sampled_share: 0.5, source: test, margins: {routine: 0.05, moderate: 0.1}}
    tokenizers:
      families:
        - {family: o200k, models: ["x/*"], vocabularies: [o200k_base]}
        - {family: cn, models: ["cn/*"], vocabularies: []}
      unmeasured: {value: 1, low: 0.8, high: 1.5, source: test}
      measured_source: seven samples
      measured:
        - {from: o200k, to: cn, value: 1.25, low: 1, high: 1.5}
    """

  static func plain() throws -> AuditAssumptions { try AuditAssumptions.load(text: plainText, file: "plain.yaml") }

  /// A file that the product ships.
  static func shipped(_ path: String) throws -> String {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return try String(contentsOf: folder.appending(path: "Sources/Defaults/files/\(path)"), encoding: .utf8)
  }
}
