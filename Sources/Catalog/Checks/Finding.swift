/// Something in a catalogue that a person should look at.
public struct Finding: Hashable, Codable, Sendable {
  /// What kind of thing was found.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// An offer, or the price it has now, is not there.
    case noPrice = "no_price"
    /// A model for chat without a rate for its input or output, or one for embeddings without one for its input.
    case incompletePrice = "incomplete_price"
    /// No rate for cache reads: a request that hits the cache has unknown cost.
    case noCachePrice = "no_cache_price"
    /// Far off the median of the hosts of the same model.
    case priceOutlier = "price_outlier"
    /// A rate of zero.
    case freeOfCharge = "free_of_charge"
    /// A price that nobody has looked at for long.
    case stalePrice = "stale_price"
    /// A day of reading that has not come yet.
    case readInFuture = "read_in_future"
    /// A listed price will change soon.
    case priceChange = "price_change"
    /// Open weights without the name of their licence.
    case noLicence = "no_licence"
    /// A short name that may mean two models.
    case ambiguousName = "ambiguous_name"
    /// A model that nobody offers.
    case noOffer = "no_offer"
    /// An offer that is switched off.
    case retired
    /// An offer that will be switched off soon.
    case retiresSoon = "retires_soon"
  }

  /// How much it matters.
  public enum Severity: String, CaseIterable, Codable, Sendable, Comparable {
    /// Good to know.
    case note
    /// Somebody should look.
    case warning
    /// A decision or a cost will be wrong or unknown.
    case error

    private var rank: Int { self == .error ? 2 : self == .warning ? 1 : 0 }
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
  }

  /// What kind of thing was found.
  public var kind: Kind
  /// How much it matters.
  public var severity: Severity
  /// The model or offer that it is about.
  public var subject: String
  /// What was found, in a sentence with its figures.
  public var message: String
  /// Where the fact in question comes from, if it is one fact.
  public var citation: Citation?

  /// Something that was found.
  public init(kind: Kind, severity: Severity, subject: String, message: String, citation: Citation? = nil) {
    self.kind = kind
    self.severity = severity
    self.subject = subject
    self.message = message
    self.citation = citation
  }
}

/// What counts as worth a look.
public struct CheckLimits: Hashable, Sendable {
  /// A price read longer ago than this, in days, is stale.
  public var staleAfterDays: Int
  /// A price this many times above or below the median of its model's hosts is an outlier.
  public var outlierFactor: Int64
  /// Changes of price and retirements this many days ahead are named.
  public var noticeDays: Int

  /// Limits; the outlier factor is held between 1 and 1000.
  public init(staleAfterDays: Int = 60, outlierFactor: Int64 = 3, noticeDays: Int = 45) {
    self.staleAfterDays = max(0, staleAfterDays)
    self.outlierFactor = min(max(1, outlierFactor), 1000)
    self.noticeDays = max(0, noticeDays)
  }
}
