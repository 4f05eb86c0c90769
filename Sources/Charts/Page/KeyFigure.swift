/// A number that deserves large type.
public struct KeyFigure: Equatable, Sendable {
  /// The number with its unit.
  public let value: String
  /// What it is.
  public let label: String
  /// How sure it is, or since when.
  public let detail: String

  /// A number with its meaning.
  public init(_ value: String, _ label: String, detail: String = "") {
    self.value = value
    self.label = label
    self.detail = detail
  }

  /// The number as elements.
  var markup: Markup {
    .tag(
      "div", ["class": "figure"],
      [.tag("p", ["class": "value"], text: value), .tag("p", ["class": "label"], text: label)]
        + (detail.isEmpty ? [] : [.tag("p", ["class": "detail"], text: detail)]))
  }
}
