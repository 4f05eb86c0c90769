/// Something that says what a request's text is about.
public protocol Assessor: Sendable {
  /// The version of what it judges by; the same version gives the same verdicts.
  var version: String { get }

  /// Judges the texts of one request, in the order of the conversation.
  func assess(_ parts: [TextPart]) -> TextVerdict
}
