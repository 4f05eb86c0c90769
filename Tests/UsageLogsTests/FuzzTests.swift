import Catalog
import Testing

@testable import UsageLogs

@Suite("Random damage") struct FuzzTests {
  @Test("never traps, and what is read stays within bounds", arguments: SampleLog.spellings.map(\.name))
  func damage(name: String) throws {
    let sound = Array(SampleLog(seed: 11, count: 12).text(name).utf8)
    var random = Seeded(state: 42)
    for round in 0..<48 {
      var bytes = sound
      switch round % 4 {
      case 0: bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
      case 1:
        for _ in 0..<Int.random(in: 1...30, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
      case 2:
        let telling = Array("{}[]\",:\\\n\t'()-.eE0".utf8)
        for _ in 0..<Int.random(in: 1...30, using: &random) {
          let byte = telling[Int.random(in: 0..<telling.count, using: &random)]
          bytes.insert(byte, at: Int.random(in: 0...bytes.count, using: &random))
        }
      default:
        let start = Int.random(in: 0..<bytes.count, using: &random)
        bytes.removeSubrange(start..<Int.random(in: start...bytes.count, using: &random))
      }
      let options = LogOptions(
        format: FormatTable.all[round % FormatTable.all.count].format, wantsText: true, recordLimit: 4096,
        chunkSize: 1024)
      for options in [options, LogOptions(wantsText: true, chunkSize: 1024)] {
        let log = try withFile(bytes) { try read([$0], options) }
        #expect(log.calls.count <= 12 + 40, "round \(round)")
        for call in log.calls {
          #expect(call.usage.input >= 0 && call.usage.output >= 0 && call.usage.prompt <= 6 * TokenText.limit)
        }
      }
    }
  }

  @Test("damage to compressed files never traps") func compressed() throws {
    let text = Array(SampleLog(seed: 12, count: 100).text("litellm.jsonl").utf8)
    var random = Seeded(state: 43)
    for archive in [try Archive.gzip(text), Archive.zstd(text)] {
      for _ in 0..<100 {
        var bytes = archive
        for _ in 0..<Int.random(in: 1...5, using: &random) {
          bytes[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        bytes = Array(bytes.prefix(Int.random(in: bytes.count / 2...bytes.count, using: &random)))
        let log = try withFile(bytes) { try read([$0]) }
        #expect(log.calls.count <= 100)
      }
    }
  }
}
