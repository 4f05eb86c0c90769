import Audit

/// Hold-outs in words.
enum HoldoutText {
  /// A move's evidence, or what is known so far.
  static func move(_ claim: HoldoutClaim) -> String {
    switch claim.verdict {
    case .proven, .contradicted:
      return "off-policy, hold-out of \(claim.gate): \(difference(claim)), \(count(claim))"
    case .disputed:
      return "disputed: the gate closed by evidence against it, its hold-out says \(difference(claim)), \(count(claim))"
    case .open:
      let more = claim.quality?.needed.map { "about \($0) rated choices would settle it" }
      return
        "hold-out so far: \(difference(claim)), \(count(claim)); \(more ?? "at this difference no number proves it")"
    case .unlike: return "hold-out: the sides are not rated alike (\(rated(claim)))"
    case .tooFew:
      return "hold-out: below 100 effective choices (rated: \(claim.challengerSide.rated) of the challenger, "
        + "\(claim.incumbentSide.rated) of the incumbent)"
    }
  }

  /// What a verdict means.
  static func verdict(_ claim: HoldoutClaim) -> String {
    switch claim.verdict {
    case .proven: "not worse than the margin"
    case .contradicted: "worse than the margin"
    case .disputed: "disputed: not worse than the margin here, but the gate closed by evidence against it"
    case .open: "open" + (claim.quality?.needed.map { ": about \($0) rated choices would settle it" } ?? "")
    case .unlike: "not comparable: one side's callers rate more often"
    case .tooFew: claim.refusal ?? "too few"
    }
  }

  static func rated(_ claim: HoldoutClaim) -> String {
    "challenger \(share(claim.challengerSide)), incumbent \(share(claim.incumbentSide))"
  }

  /// `0.81 [0.74, 0.88]`.
  static func interval(_ interval: HoldoutClaim.Interval) -> String {
    "\(FigureText.short(interval.value)) [\(FigureText.short(interval.range.lowerBound)), "
      + "\(FigureText.short(interval.range.upperBound))]"
  }

  /// The same of nano-dollars.
  static func money(_ interval: HoldoutClaim.Interval) -> String {
    func dollars(_ nano: Double) -> String {
      (nano < 0 ? "−" : "") + "$" + FigureText.short(abs(nano) / 1e9)
    }
    return "\(dollars(interval.value)) [\(dollars(interval.range.lowerBound)), \(dollars(interval.range.upperBound))]"
  }

  private static func difference(_ claim: HoldoutClaim) -> String {
    claim.quality.map { "difference \(interval($0.difference)) at \(FigureText.share(claim.level))" } ?? ""
  }

  private static func count(_ claim: HoldoutClaim) -> String {
    let effective = claim.quality.map { ", effective \(FigureText.short($0.effective.rounded(.down)))" } ?? ""
    return "n = \(claim.incumbentSide.rated + claim.challengerSide.rated)\(effective)"
  }

  private static func share(_ side: HoldoutClaim.Side) -> String {
    let share = Double(side.rated) / Double(max(1, side.conversations))
    return "\(side.rated) of \(side.conversations) (\(FigureText.share(share)))"
  }
}
