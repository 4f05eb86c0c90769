/// A part of a section.
public enum ReportBlock: Sendable {
  /// Running text.
  case paragraph(String)
  /// Points of a list.
  case list([String])
  /// A remark that is set apart, such as a limitation.
  case note(String)
  /// The few numbers that matter most, side by side.
  case figures([KeyFigure])
  /// A table, which scrolls where it is wide.
  case table(DataTable)
  /// A picture with its table behind a fold.
  case chart(any Chart)
}
