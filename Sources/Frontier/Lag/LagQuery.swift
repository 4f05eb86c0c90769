/// Everything that a lag depends on: what is asked, of whom, when, and by which data.
public struct LagQuery: Hashable, Sendable {
  public var definition: LagDefinition
  public var pair: FrontierPair
  public var window: ClosedRange<Day>
  /// Dates that differ from the data's.
  public var redatings: [Redating]
  public var resampling: ScoreResampling
  /// The index, by name.
  public var index: String

  public init(
    definition: LagDefinition = .daily(z: 0), pair: FrontierPair = .openBehindClosed, window: ClosedRange<Day>,
    redatings: [Redating] = [], resampling: ScoreResampling = .perModel, index: String = "all"
  ) {
    self.definition = definition
    self.pair = pair
    self.window = window
    self.redatings = redatings
    self.resampling = resampling
    self.index = index
  }
}

/// Why a lag cannot be computed, and what to ask instead.
public enum LagQueryError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownIndex(String, known: [String])
  case unknownModels([String])
  /// Parts of a filter that no model meets.
  case unmatchedFilter(side: String, parts: [String])
  /// A side has no model in the index by the end of the window.
  case emptySide(String, index: String)
  case noDraws(ScoreResampling, index: String)

  public var description: String {
    switch self {
    case .unknownIndex(let name, let known):
      "there is no index '\(name)'; there are \(known.joined(separator: ", "))"
    case .unknownModels(let names):
      "no model is called \(names.map { "'\($0)'" }.joined(separator: ", ")), so its date cannot be changed"
    case .unmatchedFilter(let side, let parts):
      "no model meets \(parts.joined(separator: ", ")) of the side '\(side)'; check the spelling"
    case .emptySide(let side, let index):
      "the side '\(side)' has no model in the index '\(index)' by the end of the window"
    case .noDraws(let resampling, let index):
      "the index '\(index)' has no draws of the kind '\(resampling.rawValue)', which a significance rule and an "
        + "interval need"
    }
  }
}
