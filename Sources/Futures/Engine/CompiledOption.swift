/// An option as numbers for the inner loop.
struct CompiledOption: Sendable {
  var kind: Int
  var isClosed: Bool
  /// Whether leaving closed models is measured against it.
  var isLeft = false
  /// Dollars a request that follow the option's own prices, and those that follow closed flagships'.
  var ownTokens: Double
  var flagshipTokens: Double
  var caughtByEscalation: Double
  /// What peak hours multiply its own tokens by once peak pricing holds.
  var peak: Double
  /// The row of its prices in a path.
  var priceRow: Int
  /// On rented machines.
  var isHosted: Bool
  /// Dollars a month for one machine, requests that one serves a month, dollars a month for staff.
  var rent: Double
  var capacity: Double
  var staff: Double
  /// Dollars a month in seat fees.
  var fees: Double
  var isPlan: Bool
  /// By policy, whatever happens.
  var isBarred: Bool
  var fallsWithChina: Bool
  var fallsWithUS: Bool

  init(_ option: FutureOption, priceRow: Int, terms: ScenarioTerms) {
    kind = option.kind.place
    isClosed = option.kind.isClosed
    let escalation = option.kind == .hybrid ? option.escalation : nil
    flagshipTokens = escalation?.cost ?? 0
    ownTokens = option.tokenCost - flagshipTokens
    caughtByEscalation = escalation?.caughtErrors ?? 0
    let hasPeak = option.kind.priceClass.map { terms.peak?.classes.contains($0) == true } ?? false
    peak = hasPeak ? 1 + option.peakShare * ((terms.peak?.factor ?? 1) - 1) : 1
    self.priceRow = priceRow
    let hosted = option.kind == .selfHosted ? option.rent : nil
    isHosted = hosted != nil
    rent = hosted?.perUnit ?? 0
    capacity = hosted?.requestsPerUnit ?? 1
    staff = hosted?.staff ?? 0
    let plan = option.kind == .seatPlan ? option.plan : nil
    fees = (plan?.fee ?? 0) * (plan?.seats ?? 0)
    isPlan = plan != nil
    isBarred = option.barredBy != nil
    fallsWithChina = option.origin == "CN" && !(option.access == .own && terms.chineseBarred?.sparesOwnMachines == true)
    fallsWithUS = option.needsUSAccess
  }
}
