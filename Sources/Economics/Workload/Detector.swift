public import Catalog

/// What looks at an open model's answer and says whether a closed one should answer too.
///
/// Recall and false alarms are factors of the beliefs (`Factor.detectorRecall`, `Factor.falseAlarms`).
public struct Detector: Hashable, Sendable {
  /// How the detector is paid.
  public enum Price: Hashable, Sendable {
    /// US dollars per request.
    case fixed(Double)
    /// A model reads prompt and answer and says yes or no, at its price of the day.
    case model(ModelID)
  }

  /// What it costs.
  public var price: Price
  /// Errors that it saw of those it was shown; nil when its recall is an assumption.
  public var counted: MeasuredRecall?

  /// A detector.
  public init(price: Price, counted: MeasuredRecall? = nil) {
    self.price = price
    self.counted = counted
  }
}
