/// A size and weight of text.
struct Font: Equatable, Sendable {
  /// The size in pixels.
  let size: Double
  /// Whether it is bold.
  let isBold: Bool

  /// The headline.
  static let title = Font(size: 17, isBold: true)
  /// What stands under the headline.
  static let subtitle = Font(size: 13, isBold: false)
  /// Ticks, legend and axis titles.
  static let normal = Font(size: 12, isBold: false)
  /// Names at the ends of lines.
  static let strong = Font(size: 12, isBold: true)
  /// Names of points.
  static let small = Font(size: 11, isBold: false)

  /// The height from the base line to the top of capital letters and figures.
  var ascent: Double { size * 0.76 }
  /// The depth of letters below the base line.
  var descent: Double { size * 0.22 }
  /// The distance between base lines of a paragraph.
  var lineHeight: Double { (size * 1.36).rounded() }
}
