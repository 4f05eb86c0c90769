/// A heading and what stands under it.
public struct ReportSection: Sendable {
  /// The heading.
  public let heading: String
  /// The content in its order.
  public let blocks: [ReportBlock]

  /// A section.
  public init(_ heading: String, _ blocks: [ReportBlock]) {
    self.heading = heading
    self.blocks = blocks
  }
}
