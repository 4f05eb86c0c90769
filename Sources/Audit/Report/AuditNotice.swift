/// Something that a reader of a report has to know, with how many rows it concerns.
public struct AuditNotice: Hashable, Sendable, CustomStringConvertible {
  /// What it is.
  public enum Kind: String, CaseIterable, Sendable {
    /// Token counts that cannot be true.
    case unusableRows = "unusable_rows"
    /// Ids that were there before.
    case duplicateRows = "duplicate_rows"
    /// The memory for ids was too small to find every duplicate.
    case duplicatesMayBeMissed = "duplicates_may_be_missed"
    /// Rows that stand for many requests.
    case aggregatedRows = "aggregated_rows"
    /// Rows without a provider.
    case providerAssumed = "provider_assumed"
    /// Rows whose model was found only without its date or version.
    case dateRemoved = "date_removed"
    /// Too many names to tell all apart.
    case namesJoined = "names_joined"
    /// Evidence about moves that the log has no calls for.
    case claimUnused = "claim_unused"
    /// Open gates whose hold-outs say that the challenger is worse than the margin allows.
    case claimContradicted = "claim_contradicted"
  }

  /// What it is.
  public var kind: Kind
  /// How many rows, or claims.
  public var count: Int
  /// Places or names, the first few.
  public var places: [String]

  /// What it means and what to do.
  public var description: String {
    let shown = places.isEmpty ? "" : " (\(places.joined(separator: ", ")))"
    switch kind {
    case .unusableRows:
      return "\(count) rows have a token count below zero or above 10^12 and are in no sum of tokens\(shown)"
    case .duplicateRows: return "\(count) rows repeat an id and are counted once"
    case .duplicatesMayBeMissed:
      return "there were more ids than the \(count) that are kept; duplicates far apart may have been counted twice"
    case .aggregatedRows:
      return "\(count) rows stand for many requests; they are priced at their mean prompt and at the time they begin"
    case .providerAssumed:
      return "\(count) rows name no provider; the maker's own offer is taken, else the catalogue's first"
    case .dateRemoved:
      return "\(count) rows name a dated version; the price is that of the model without the date\(shown)"
    case .namesJoined:
      return "there are more names than can be told apart; some keys, teams and labels are joined"
    case .claimUnused: return "\(count) claims of evidence have no calls in this log\(shown)"
    case .claimContradicted:
      return
        "warning: \(count) open gates\(shown) prove nothing here: in their hold-outs callers rate the challenger worse than "
        + "the margin allows; look at 'steelyard gate show', and close the gate if its judge does not see what callers see"
    }
  }
}
