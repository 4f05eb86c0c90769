/// The laboratories that a model comes from: its own, and those of the models it was made from.
///
/// A judge prefers answers like its own, and swapping their order does not help against that.
public struct ModelFamily: Sendable, Hashable {
  /// Names of laboratories as the catalogue spells them.
  public let labs: [String]

  /// A family; name the laboratories of the base models of a distilled or fine-tuned model too.
  public init(_ labs: String...) { self.labs = labs }

  /// A family from a list of laboratories.
  public init(labs: [String]) { self.labs = labs }

  /// Whether both have a laboratory in common; case and white space do not count.
  public func isRelated(to other: ModelFamily) -> Bool { !normalized.isDisjoint(with: other.normalized) }

  private var normalized: Set<String> {
    Set(labs.map { TextNormalization(ignoresCase: true).apply($0) })
  }

  /// Throws unless the judge comes from neither model's family.
  public static func requireThird(
    incumbent: ModelFamily, challenger: ModelFamily, judge: ModelFamily
  ) throws(ScoringError) {
    for family in [incumbent, challenger, judge] where family.labs.allSatisfy({ $0.trimmedWhiteSpace.isEmpty }) {
      throw ScoringError(.dependentJudge, "a model's laboratory is not known, so its judge cannot be told independent")
    }
    guard judge.isRelated(to: incumbent) || judge.isRelated(to: challenger) else { return }
    throw ScoringError(
      .dependentJudge,
      "the judge must come from a third family: incumbent \(incumbent), challenger \(challenger), judge \(judge); "
        + "choose a judge of another laboratory")
  }
}

extension ModelFamily: CustomStringConvertible {
  public var description: String { labs.joined(separator: " + ") }
}
