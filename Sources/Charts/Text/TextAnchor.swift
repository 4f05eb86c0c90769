/// The part of a text that stands at its point.
enum TextAnchor: String, Sendable {
  /// The left end, the middle or the right end.
  case start, middle, end
}
