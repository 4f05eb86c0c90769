import Testing
import UsageLogs

@testable import Audit

@Suite("Stopping and resuming")
struct SavedStateTests {
  @Test("an audit that was stopped and resumed reports the same")
  func resumed() throws {
    let log = SummingTests.log(seed: 4, rows: 1500)
    let scheme = try SampleAudit.scheme()
    var first = AuditAccumulator(scheme)
    var seen = SeenIDs(capacity: 100_000)
    for call in log.calls.prefix(800) {
      first.add(call, isDuplicate: !seen.insert(call.idHash)) { log.names[Int($0.rawValue)] }
    }
    let bytes = first.saved()
    var resumed = try AuditAccumulator(scheme, saved: bytes)
    #expect(resumed.saved() == bytes)
    var ids = try Self.copy(of: seen)
    for call in log.calls.dropFirst(800) {
      resumed.add(call, isDuplicate: !ids.insert(call.idHash)) { log.names[Int($0.rawValue)] }
    }
    let settings = AuditSettings(assumptions: try SampleAssumptions.plain())
    #expect(resumed.report(settings) == log.summed(scheme).report(settings))
  }

  @Test("sums of other settings are refused")
  func otherSettings() throws {
    let bytes = AuditAccumulator(try SampleAudit.scheme()).saved()
    let other = try SampleAudit.scheme(mapping: "version: 1\nrules: [{use_case: crm, key: a}]")
    #expect(throws: SavedStateError.self) { try AuditAccumulator(other, saved: bytes) }
    var plain = AuditAccumulator(other)
    #expect(throws: SavedStateError.self) { try plain.merge(AuditAccumulator(try SampleAudit.scheme())) }
  }

  @Test("bytes that were cut or changed never trap")
  func damage() throws {
    let scheme = try SampleAudit.scheme()
    let bytes = SummingTests.log(seed: 5, rows: 60).summed(scheme).saved()
    var random = SummingTests.Seeded(state: 11)
    for _ in 0..<300 {
      var broken = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
      if broken.count == bytes.count { broken[Int.random(in: 0..<broken.count, using: &random)] ^= 0x41 }
      #expect(throws: SavedStateError.self) { try AuditAccumulator(scheme, saved: broken) }
      // Damage that keeps its checksum is not believed either, or gives sums that can be reported.
      var forged = ByteWriter()
      forged.add(contentsOf: bytes.dropLast(16), changing: Int.random(in: 0..<(bytes.count - 16), using: &random))
      forged.addChecksum()
      if let read = try? AuditAccumulator(scheme, saved: forged.bytes) {
        _ = read.report(AuditSettings(assumptions: try SampleAssumptions.plain()))
      }
    }
  }

  static func copy(of ids: SeenIDs) throws -> SeenIDs {
    var bytes: [UInt8] = []
    ids.save { bytes += $0 }
    var place = 0
    func read(_ count: Int) throws(SavedStateError) -> [UInt8] {
      defer { place = min(bytes.count, place + count) }
      return Array(bytes[place..<min(bytes.count, place + count)])
    }
    return try SeenIDs(saved: read, onDamage: { $0 })
  }
}

extension ByteWriter {
  fileprivate mutating func add(contentsOf bytes: some Collection<UInt8>, changing place: Int) {
    for (number, byte) in bytes.enumerated() { add(byte: number == place ? byte ^ 0x81 : byte) }
  }
}
