public import Catalog

/// A number that advice depends on and that can be otherwise.
public enum Factor: Hashable, Sendable {
  /// Share of answers that the best closed model of today gets wrong.
  case bestClosedError
  /// By what the share of wrong answers is divided in a year of progress.
  case errorDecline
  /// Months by which open models follow closed ones, and makers behind the frontier those at it.
  case lag
  /// Months by which a maker's middle tier is behind its flagship.
  case midTier
  /// Months by which a maker's small tier is behind its flagship.
  case smallTier
  /// Tokens that another maker's model makes of the same text, relative to today's.
  case tokensElsewhere
  /// Share of wrong answers of the open model that the cascade's detector sees.
  case detectorRecall
  /// Share of right answers that the detector sends on without need.
  case falseAlarms
  /// What an error costs that nobody catches, in US dollars.
  case errorCost
  /// Share of errors that are caught before they do harm.
  case caughtShare
  /// What it costs to look at one answer, in US dollars.
  case reviewCost
  /// The measured share of wrong answers of a model.
  case measuredError(ModelID)

  /// What it is, for people.
  public var name: String {
    switch self {
    case .bestClosedError: "error of the best closed model"
    case .errorDecline: "fall of errors per year"
    case .lag: "lag of open models"
    case .midTier: "middle tier behind flagship"
    case .smallTier: "small tier behind flagship"
    case .tokensElsewhere: "tokens of another maker's model"
    case .detectorRecall: "errors that the detector sees"
    case .falseAlarms: "false alarms of the detector"
    case .errorCost: "cost of an uncaught error"
    case .caughtShare: "share of errors caught"
    case .reviewCost: "cost of a review"
    case .measuredError(let model): "measured error of \(model)"
    }
  }

  /// The unit of its values.
  public var unit: String {
    switch self {
    case .bestClosedError, .detectorRecall, .falseAlarms, .caughtShare, .measuredError: "share"
    case .errorDecline, .tokensElsewhere: "factor"
    case .lag, .midTier, .smallTier: "months"
    case .errorCost, .reviewCost: "USD"
    }
  }

  // A fixed order, so that the same input gives the same output byte for byte.
  var rank: String {
    switch self {
    case .bestClosedError: "00"
    case .errorDecline: "01"
    case .lag: "02"
    case .midTier: "03"
    case .smallTier: "04"
    case .tokensElsewhere: "05"
    case .detectorRecall: "06"
    case .falseAlarms: "07"
    case .errorCost: "08"
    case .caughtShare: "09"
    case .reviewCost: "10"
    case .measuredError(let model): "11" + model
    }
  }
}
