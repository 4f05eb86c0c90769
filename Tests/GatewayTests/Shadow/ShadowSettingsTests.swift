import Catalog
import Foundation
import StrictYAML
import TestFiles
import Testing

@testable import Gateway

@Suite("The setting 'shadow'")
struct ShadowSettingsTests {
  private func read(_ text: String) throws -> ShadowSettings? {
    try GatewayConfiguration.load(text: "version: 1\n\(text)\n", path: "/tmp/steelyard.yaml").shadow
  }

  @Test("it is off unless it is switched on, and one line does that")
  func line() throws {
    #expect(try read("") == nil)
    #expect(try read("shadow: off") == nil)
    #expect(try read("shadow: on") == ShadowSettings())
    #expect(ShadowSettings().budgetPerDay == NanoDollars(5_000_000_000))
    #expect(ShadowSettings().keep == nil)
  }

  @Test("a mapping says what differs")
  func mapping() throws {
    let settings = try #require(
      try read(
        """
        shadow:
          concurrency: 8
          queue: 16
          budget_per_day: 12.50
          keep: 30d
          redact: false
          salt_env: SALT
          call_limit: 30s
          labels: 0.2
        """))
    #expect(settings.concurrency == 8)
    #expect(settings.queue == 16)
    #expect(settings.budgetPerDay == NanoDollars(12_500_000_000))
    #expect(settings.keep == 2_592_000_000)
    #expect(!settings.redacts)
    #expect(settings.saltVariable == "SALT")
    #expect(settings.callLimit == 30_000)
    #expect(settings.labelsPPM == 200_000)
    #expect(try read("shadow: {budget_per_day: none, strata: {long_whole: 0.25}}")?.budgetPerDay == nil)
    #expect(try read("shadow: {strata: {long_whole: 0.25}}")?.sharePPM(.longWhole, of: 400_000) == 100_000)
  }

  @Test(
    "what makes no sense is refused with its place",
    arguments: [
      "shadow: sometimes", "shadow: {concurency: 4}", "shadow: {queue: 0}", "shadow: {budget_per_day: -1}",
      "shadow: {budget_per_day: 1.0000000001}", "shadow: {keep: 30}", "shadow: {keep: 0d}", "shadow: {call_limit: 0}",
      "shadow: {strata: {long: 1}}", "shadow: {strata: {whole: 1.5}}", "shadow: {labels: 0.2}",
      "shadow: {keep: 1d, labels: 0.9}", "shadow: {keep: 1d, labels: 0.2, strata: {whole: 0.5}}", "shadow: [on]",
    ])
  func refused(_ text: String) {
    let error = #expect(throws: YAMLErrors.self) { try read(text) }
    #expect(error?.errors.first?.line == 2)
  }

  @Test("the secret is made once beside the ledger and read again, for its owner only")
  func salt() throws {
    let ledger = TestFiles.path().path
    let first = try ShadowSalt.load(ShadowSettings(), environment: [:], ledger: ledger)
    #expect(first.count == 32)
    #expect(try ShadowSalt.load(ShadowSettings(), environment: [:], ledger: ledger) == first)
    let mode = try FileManager.default.attributesOfItem(atPath: ledger + "-salt")[.posixPermissions] as? Int
    #expect(mode == 0o600)
    var named = ShadowSettings()
    named.saltVariable = "SALT"
    #expect(
      try ShadowSalt.load(named, environment: ["SALT": "0123456789abcdef"], ledger: ledger)
        == Array("0123456789abcdef".utf8))
    #expect(throws: ShadowSalt.Missing.self) {
      try ShadowSalt.load(named, environment: ["SALT": "short"], ledger: ledger)
    }
  }
}
