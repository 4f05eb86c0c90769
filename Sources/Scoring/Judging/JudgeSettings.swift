/// Which model judges, and what it is shown.
public struct JudgeSettings: Sendable, Hashable {
  /// The judge's model with its version, as it is asked for.
  public var model: String
  /// The laboratories it comes from.
  public var family: ModelFamily
  /// Whether answers are shown without their Markdown; right where the channel does not render it.
  public var stripsMarkdown: Bool
  /// The most characters of an answer that are shown; both are cut at the same length.
  public var shownCharacters: Int
  /// Names, beside the usual ones, by which the two models could be known.
  public var hiddenNames: [String]
  /// Whether the judge sees the reference answer, where there is one.
  public var showsReference: Bool

  /// Settings by name.
  public init(
    model: String, family: ModelFamily, stripsMarkdown: Bool = false, shownCharacters: Int = 24_000,
    hiddenNames: [String] = [], showsReference: Bool = true
  ) {
    self.model = model
    self.family = family
    self.stripsMarkdown = stripsMarkdown
    self.shownCharacters = max(1, shownCharacters)
    self.hiddenNames = hiddenNames
    self.showsReference = showsReference
  }

  /// A name for all that a verdict depends on; evidence of two versions is never pooled.
  public func version(_ rubric: JudgeRubric) -> String {
    var fields = ["judge", JudgePrompt.templateVersion, model, "\(stripsMarkdown)", "\(shownCharacters)"]
    fields += ["\(showsReference)", "\(hiddenNames.count)"] + hiddenNames
    fields += rubric.criteria.flatMap { [$0.id, $0.text] }
    return "judge-" + SHA256.hex(fields: fields).prefix(16)
  }
}
