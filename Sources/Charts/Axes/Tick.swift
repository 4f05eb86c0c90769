/// A mark on an axis with its text.
struct Tick: Equatable, Sendable {
  /// The place along its axis.
  let value: Double
  /// The text.
  let label: String
  /// A second line of text, such as the year under a month.
  var second: String?
}
