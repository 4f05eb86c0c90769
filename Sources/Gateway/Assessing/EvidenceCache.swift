import Assessment
import Foundation

/// What words said of texts that were seen before: system prompts, templates and earlier turns come again and again.
///
/// Belongs to one event loop. Two generations: what was not asked for while the younger one filled up is forgotten.
struct EvidenceCache {
  private struct Text: Hashable {
    let bytes: [UInt8]

    static func == (left: Self, right: Self) -> Bool {
      let length = left.bytes.count
      return length == right.bytes.count
        && left.bytes.withUnsafeBytes { left in
          right.bytes.withUnsafeBytes { right in
            guard let left = left.baseAddress, let right = right.baseAddress else { return true }
            return memcmp(left, right, length) == 0
          }
        }
    }

    // Eight bytes a step, folded with numbers that nobody outside knows: a whole text through the standard hasher costs
    // more than everything else that is done with a text that is known.
    func hash(into hasher: inout Hasher) {
      var state = Self.secret.0
      bytes.withUnsafeBytes { bytes in
        var index = 0
        while index &+ 8 <= bytes.count {
          let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          let product = (state ^ word).multipliedFullWidth(by: Self.secret.1)
          state = product.high ^ product.low
          index &+= 8
        }
        hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: bytes[index...]))
      }
      hasher.combine(state)
      hasher.combine(bytes.count)
    }

    private static let secret = (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max) | 1)
  }

  private var young: [Text: TextEvidence] = [:]
  private var old: [Text: TextEvidence] = [:]
  private var size = 0
  private var version = ""
  /// Bytes of a generation.
  private let limit: Int
  /// A shorter text is judged as fast as it is looked up.
  static let shortest = 16

  init(limit: Int = 4 << 20) { self.limit = limit }

  /// What the words of a text say; the same text under the same model is judged once while it is remembered.
  mutating func evidence(_ bytes: [UInt8], _ assessor: TextAssessor) -> TextEvidence {
    guard bytes.count >= Self.shortest, bytes.count <= limit / 8 else { return assessor.evidence(bytes) }
    if version != assessor.version {
      self = EvidenceCache(limit: limit)
      version = assessor.version
    }
    let text = Text(bytes: bytes)
    if let known = young[text] { return known }
    let evidence = old[text] ?? assessor.evidence(bytes)
    if size > limit {
      old = young
      young = [:]
      size = 0
    }
    young[text] = evidence
    size += bytes.count + evidence.size
    return evidence
  }
}
