extension FrontierResults.ExclusionCount {
  /// The counts of a summary, the most frequent first.
  public static func counts(_ summary: ExclusionSummary) -> [Self] {
    summary.counts.map { Self(reason: $0.value == 1 ? $0.key.words.one : $0.key.words.many, rows: $0.value) }
      .sorted { ($1.rows, $0.reason) < ($0.rows, $1.reason) }
  }
}
