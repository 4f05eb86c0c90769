/// What a number rests on; every figure that is shown carries it.
public enum Basis: Hashable, Sendable {
  /// Counted on the user's own work.
  case measured(String)
  /// Published by somebody who can be asked, with the reference.
  case published(String)
  /// Taken for granted, with the reason why.
  case assumed(String)

  /// `measured`, `published` or `assumed`.
  public var kind: String {
    switch self {
    case .measured: "measured"
    case .published: "published"
    case .assumed: "assumed"
    }
  }

  /// The reference or the reason.
  public var source: String {
    switch self {
    case .measured(let source), .published(let source), .assumed(let source): source
    }
  }
}
