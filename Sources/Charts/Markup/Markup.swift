/// A tree of XML elements and text, which escapes whatever it is given.
indirect enum Markup: Sendable {
  /// A name, attributes in their order and what lies inside.
  case element(String, [(String, String)], [Markup])
  /// Text to be escaped.
  case text(String)
  /// Text of our own that must not be escaped, such as a style sheet.
  case verbatim(String)

  /// An element with its attributes in the written order.
  static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []
  ) -> Markup {
    .element(name, attributes.map { ($0.key, $0.value) }, children)
  }

  /// An element that holds only text.
  static func tag(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) -> Markup {
    tag(name, attributes, [.text(text)])
  }

  /// A group of elements without a meaning of its own.
  static func group(_ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup]) -> Markup {
    tag("g", attributes, children)
  }
}
