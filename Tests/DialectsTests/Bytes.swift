import Dialects

extension [UInt8] {
  /// The bytes as text, for comparisons that read well when they fail.
  var text: String { String(decoding: self, as: UTF8.self) }
}

/// The outline of a body given as text.
func outline(
  _ body: String, _ endpoint: Endpoint = .chatCompletions, limits: ScanLimits = .standard
) throws(DialectError) -> RequestOutline {
  let bytes = Array(body.utf8)
  return try RequestOutline.scan(bytes.span, endpoint: endpoint, limits: limits)
}

/// The error that a body gives, nil if it is accepted.
func refusal(
  _ body: [UInt8], _ endpoint: Endpoint = .chatCompletions, limits: ScanLimits = .standard
) -> DialectError? {
  do throws(DialectError) {
    _ = try RequestOutline.scan(body.span, endpoint: endpoint, limits: limits)
    return nil
  } catch {
    return error
  }
}

/// The unescaped texts of a body with their roles, `role: text`.
func texts(_ body: String, _ endpoint: Endpoint = .chatCompletions) throws(DialectError) -> [String] {
  let bytes = Array(body.utf8)
  let outline = try RequestOutline.scan(bytes.span, endpoint: endpoint)
  var result: [String] = []
  for span in outline.texts {
    var text: [UInt8] = []
    unescape(bytes.span, range: span.range, into: &text)
    result.append("\(span.role): \(text.text)")
  }
  return result
}
