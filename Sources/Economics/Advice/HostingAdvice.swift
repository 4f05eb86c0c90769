public import Catalog

/// Machines of one's own against the best open offer.
public struct HostingAdvice: Hashable, Sendable {
  /// The machines.
  public var hosting: SelfHosting
  /// What this work's volume needs.
  public var plan: SelfHosting.Plan
  /// The open offer of the same model that costs least, if there is one; else the cheapest of all open offers.
  public var against: OfferID
  /// Volumes at which the machines cost less.
  public var breakEven: HostingBreakEven
}
