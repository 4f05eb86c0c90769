import Audit

extension AuditPages {
  /// What callers say of moves for which a lot chose who served them.
  var holdouts: CommandReport.Section? { Self.holdouts(report.holdouts) }

  /// The same of any claims; nil without one.
  static func holdouts(_ claims: [HoldoutClaim]) -> CommandReport.Section? {
    guard !claims.isEmpty else { return nil }
    var table = TextTable([
      .init("gate"), .init("use case"), .init("incumbent"), .init("challenger"), .init("rated"),
      .init("effective", .right), .init("challenger's quality"), .init("incumbent's quality"), .init("difference"),
      .init("margin", .right), .init("level", .right), .init("cost difference"), .init("comes to"),
    ])
    for claim in claims {
      let quality = claim.quality
      table.add([
        claim.gate, claim.useCase, claim.incumbent, claim.challenger, HoldoutText.rated(claim),
        quality.map { FigureText.short($0.effective.rounded(.down)) } ?? "below 100",
        quality.map { HoldoutText.interval($0.challenger) } ?? "–",
        quality.map { HoldoutText.interval($0.incumbent) } ?? "–",
        quality.map { HoldoutText.interval($0.difference) } ?? "–", FigureText.short(claim.margin),
        FigureText.share(claim.level), claim.cost.map { HoldoutText.money($0.difference) } ?? "–",
        HoldoutText.verdict(claim),
      ])
    }
    return .init(
      heading: "What hold-outs say", key: "holdouts", tables: [table],
      notes: [
        "Quality runs from 0 (bad) to 1 (good), a conversation counting once; doubly robust, with intervals that hold at all "
          + "times at once.",
        "It is the quality of conversations that somebody rated: who speaks up is no sample of all. Nothing is concluded "
          + "where the shares rated are shown to differ between the sides.",
        "Cost is of all conversations, rated or not, for one request; a gate of one tenant proves no move of the others.",
      ])
  }
}
