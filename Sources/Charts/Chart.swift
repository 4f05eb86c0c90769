/// A chart that draws itself as one SVG document and can say the same as a table.
///
/// The product shows its measurements to people who decide on them, on paper, in mail and in browsers without scripts.
/// This target therefore turns plain values into self-contained SVG and HTML text: no scripts, no fonts to fetch, no
/// clock and no files. The same values always give the same bytes.
public protocol Chart: Sendable {
  /// The headline, which says what is shown.
  var title: String { get }

  /// The drawn data as a table, the text alternative to the picture.
  var table: DataTable { get }

  /// The chart as an SVG document.
  ///
  /// - Parameters:
  ///   - width: Width in pixels; the drawing scales by its view box.
  ///   - height: Height in pixels, or nil for the height that suits the content.
  ///   - id: Prefix of the identifiers inside the SVG; two charts on one page need different ones.
  func svg(width: Double, height: Double?, id: String) -> String
}

extension Chart {
  /// The chart as an SVG document, with identifiers derived from its content.
  public func svg(width: Double = 720, height: Double? = nil) -> String {
    svg(width: width, height: height, id: Identifier.derived(from: svg(width: width, height: height, id: "c")))
  }
}
