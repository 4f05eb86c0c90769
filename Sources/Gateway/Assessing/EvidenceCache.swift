import Assessment

/// What words said of texts that were seen before: system prompts, templates and earlier turns come again and again.
///
/// Belongs to one event loop. Two generations: what was not asked for while the younger one filled up is forgotten.
struct EvidenceCache {
  private struct Text: Hashable {
    let bytes: [UInt8]

    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
  }

  private var young: [Text: TextEvidence] = [:]
  private var old: [Text: TextEvidence] = [:]
  private var size = 0
  private var version = ""
  /// Bytes of a generation.
  private let limit: Int
  /// A shorter text is judged faster than it is looked up.
  static let shortest = 96

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
