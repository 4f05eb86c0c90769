/// A way to have work done, with what its future cost depends on. Amounts are US dollars of today.
public struct FutureOption: Hashable, Sendable {
  /// What an option is; rows of the adoption table are of these.
  public enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
    case closedFlagship = "closed-flagship"
    case closedSmall = "closed-small"
    case open
    case hybrid
    case selfHosted = "self-hosted"
    case seatPlan = "seat-plan"

    /// Whether the weights of the model that answers first are closed.
    public var isClosed: Bool { self == .closedFlagship || self == .closedSmall || self == .seatPlan }
  }

  /// How a model is reached.
  public enum Access: String, Hashable, Codable, Sendable, CaseIterable {
    /// Over a provider's interface, from the provider's country.
    case api
    /// On machines that are rented or owned.
    case own
  }

  /// What a hybrid hands to the best closed model.
  public struct Escalation: Hashable, Sendable {
    /// Dollars a request, averaged over all requests, that go to the closed model; a part of the option's token cost.
    public var cost: Double
    /// The share of the open model's errors that is handed over, and then has the closed model's chance of an error.
    public var caughtErrors: Double
    /// The country under whose law the closed model's provider stands.
    public var host: String

    public init(cost: Double, caughtErrors: Double, host: String = "US") {
      self.cost = cost
      self.caughtErrors = caughtErrors
      self.host = host
    }
  }

  /// Machines that are rented whole and paid idle.
  public struct Rent: Hashable, Sendable {
    /// Dollars a month for one machine.
    public var perUnit: Double
    /// Requests a month that one machine serves at the utilisation that is planned for.
    public var requestsPerUnit: Double
    /// Dollars a month for the people who run them.
    public var staff: Double

    public init(perUnit: Double, requestsPerUnit: Double, staff: Double) {
      self.perUnit = perUnit
      self.requestsPerUnit = requestsPerUnit
      self.staff = staff
    }
  }

  /// A flat rate.
  public struct Plan: Hashable, Sendable {
    /// Dollars a month for one seat.
    public var fee: Double
    public var seats: Double

    public init(fee: Double, seats: Double) {
      self.fee = fee
      self.seats = seats
    }
  }

  /// Options of one id share their price rises over all use cases.
  public var id: String
  public var title: String
  public var kind: Kind
  /// ISO 3166 code of the country of the laboratory that trained the (first) model.
  public var origin: String
  /// ISO 3166 code of the country under whose law the (first) model's provider stands.
  public var host: String
  public var access: Access
  /// Dollars a request at today's prices outside peak hours. For a seat plan: what the same tokens cost metered. For
  /// machines of one's own: what a request costs beside rent and staff.
  public var tokenCost: Double
  /// The chance of an error divided by that of its side's best model: closed for closed kinds, open for the others.
  public var errorFactor: Assumption
  /// The share of requests that fall into the provider's peak hours, 0 to 1.
  public var peakShare: Double
  /// The rule of the policy that bars it today; nil if it may serve.
  public var barredBy: String?
  public var escalation: Escalation?
  public var rent: Rent?
  public var plan: Plan?

  public init(
    id: String, title: String, kind: Kind, origin: String, host: String, access: Access = .api, tokenCost: Double,
    errorFactor: Assumption, peakShare: Double = 0, barredBy: String? = nil, escalation: Escalation? = nil,
    rent: Rent? = nil, plan: Plan? = nil
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    self.origin = origin
    self.host = host
    self.access = access
    self.tokenCost = tokenCost
    self.errorFactor = errorFactor
    self.peakShare = peakShare
    self.barredBy = barredBy
    self.escalation = escalation
    self.rent = rent
    self.plan = plan
  }

  /// Whether it ends when interfaces of US providers are denied: it, or what it escalates to, is hosted under US law,
  /// or is a closed model of US origin wherever it is hosted. Open weights on machines of one's own go on.
  public var needsUSAccess: Bool {
    (access == .api && (host == "US" || (kind.isClosed && origin == "US"))) || escalation?.host == "US"
  }
}
