package import Assessment
package import Dialects

/// Reads the texts of requests as an event loop does, one request after another.
///
/// The gateway's loops keep the two memories in their workers; by itself it is what a benchmark measures.
package struct RequestReader {
  private var evidence = EvidenceCache()
  private var templates = TemplateMemory()

  package init() {}

  /// What words say of a request's texts.
  package mutating func read(
    _ outline: RequestOutline, in body: Span<UInt8>, assessor: TextAssessor, encoder: Bool
  ) -> TextReading {
    Self.read(
      outline, in: body, key: "", assessor: assessor, encoder: encoder, evidence: &evidence, templates: &templates)
  }

  /// What words say of a request's texts, with the memories of the loop that it came to.
  static func read(
    _ outline: RequestOutline, in body: Span<UInt8>, key: String, assessor: TextAssessor, encoder: Bool,
    evidence: inout EvidenceCache, templates: inout TemplateMemory
  ) -> TextReading {
    var parts: [AssessedPart] = []
    parts.reserveCapacity(outline.texts.count)
    for text in outline.texts {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(text.range.count)
      unescape(body, range: text.range, into: &bytes)
      let role = TextPart.Role(text.role)
      guard role == .user else {
        parts.append(AssessedPart(role: role, evidence: evidence.evidence(bytes, assessor)))
        continue
      }
      for part in templates.parts(bytes, key: key) {
        for part in part.role == .user ? QuotedText.parts(part.bytes) : [part] {
          parts.append(AssessedPart(role: part.role, evidence: evidence.evidence(part.bytes, assessor)))
        }
      }
    }
    return assessor.read(parts, encoder: encoder)
  }
}

extension TextPart.Role {
  init(_ role: TextRole) {
    switch role {
    case .system: self = .system
    case .user: self = .user
    case .assistant: self = .assistant
    case .tool: self = .tool
    case .document: self = .document
    }
  }
}
