internal import Catalog
internal import Crypto
internal import Foundation

/// Links each event of a gate to the one before it, so that a changed, removed or inserted row shows.
///
/// Whoever can write to the file can also write a whole new chain: what proves that none did is the last link, kept
/// somewhere else. `steelyard gate verify` prints it.
enum EvidenceChain {
  /// The link of an event behind `previous`, in hexadecimal.
  static func link(_ event: EvidenceEvent, previous: String) -> String {
    var hash = SHA256()
    for part in [
      previous, event.gate, "\(event.sequence)", "\(event.at.milliseconds)", event.kind, event.body,
    ] {
      // The length first, so that no two lists of parts are the same bytes.
      hash.update(data: Data("\(part.utf8.count):\(part)".utf8))
    }
    return hash.finalize().map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }

  /// What is wrong with a gate's events, in the order in which they stand; empty when nothing is.
  static func faults(_ events: [EvidenceEvent]) -> [String] {
    var faults: [String] = []
    var previous = ""
    for (index, event) in events.enumerated() {
      if event.sequence != Int64(index + 1) {
        faults.append("event \(event.number) has place \(event.sequence) where \(index + 1) was due: a row is missing")
        return faults
      }
      if link(event, previous: previous) != event.chain {
        faults.append("event \(event.number) (\(event.kind)) is not as it was written: its link does not fit")
      }
      previous = event.chain
    }
    return faults
  }
}
