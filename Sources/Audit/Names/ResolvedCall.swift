public import Catalog

/// Why a call has no list price.
public enum UnpricedReason: String, CaseIterable, Sendable {
  /// No model of the catalogue has this name.
  case unknownModel = "unknown_model"
  /// The model is known, but not at the provider that the log names.
  case noOffer = "no_offer"
  /// The offer has no price at that time, or none for that tier.
  case noPrice = "no_price"
  /// The offer has no rate for a kind of token that was used.
  case missingRate = "missing_rate"
}

/// What a log's names mean in the catalogue.
public struct ResolvedCall: Hashable, Sendable {
  /// The model; nil when no name fits.
  public var model: ModelID?
  /// The offer's number in the catalogue; nil when the stated provider does not have the model.
  public var offer: Int?
  /// True when the log names no provider, so that the maker's own offer was taken, or else the first in the catalogue.
  public var isProviderAssumed = false
  /// True when a date or version had to be taken from the name to find the model.
  public var isDateRemoved = false
}
