/// Walks the policies of one use case through one future and adds up what each costs.
struct PolicyWalk: Sendable {
  private static var none: Int { MonthCosts.kinds }
  private static var anyKind: UInt8 { .max }

  private let moveCost: Double
  /// Dollars a month by which another kind must be cheaper for a move to pay for itself.
  private let hurdle: Double
  private let evidenceMonths: Int
  private let commitmentMonths: Int
  private let personCost: Double
  private let kindToday: Int
  /// Closed kinds that the use case has, a bit each, and whether it has the others. Without what it needs a policy stays
  /// put.
  private let closed: UInt8
  private let hasOpen: Bool
  private let hasHybrid: Bool
  private let hostsItself: Bool
  /// By policy: the kind in use, and total dollars.
  private var current: InlineArray<6, Int>
  private(set) var totals: InlineArray<6, Double> = InlineArray(repeating: 0)
  private var candidate = none
  private var streak = 0

  init(_ work: CompiledWork, rules: FuturePolicyRules) {
    moveCost = work.moveCost
    hurdle = work.moveCost / rules.paybackMonths
    evidenceMonths = rules.evidenceMonths
    commitmentMonths = rules.commitmentMonths
    personCost = work.personCost
    let today = work.options[work.terms.today].kind
    kindToday = today
    current = InlineArray(repeating: today)
    closed = FuturePolicy.stayClosed.kinds.reduce(0) { work.hasKind[$1.place] ? $0 | 1 << UInt8($1.place) : $0 }
    hasOpen = work.hasKind[FutureOption.Kind.open.place]
    hasHybrid = work.hasKind[FutureOption.Kind.hybrid.place]
    hostsItself = work.terms.committed != nil
  }

  /// Starts a future.
  mutating func start() {
    totals = InlineArray(repeating: 0)
    current = InlineArray(repeating: kindToday)
    (candidate, streak) = (Self.none, 0)
  }

  /// Lives through a month.
  mutating func step(_ costs: MonthCosts, month: Int, requests: Double) {
    let undone = requests * personCost
    totals[FuturePolicy.stayPut.place] += stay(FuturePolicy.stayPut.place, costs, undone)
    totals[FuturePolicy.stayClosed.place] += within(closed, FuturePolicy.stayClosed.place, costs, undone)
    totals[FuturePolicy.openNow.place] += only(.open, hasOpen, FuturePolicy.openNow.place, costs, undone)
    totals[FuturePolicy.hybridNow.place] += only(.hybrid, hasHybrid, FuturePolicy.hybridNow.place, costs, undone)
    totals[FuturePolicy.gateAndWait.place] += gate(costs, undone)
    totals[FuturePolicy.selfHostNow.place] += host(costs, month, undone)
  }

  private mutating func stay(_ place: Int, _ costs: MonthCosts, _ undone: Double) -> Double {
    guard costs.stayServes else { return forced(place, costs, undone) }
    return costs.stay + move(place, to: kindToday)
  }

  private mutating func host(_ costs: MonthCosts, _ month: Int, _ undone: Double) -> Double {
    let place = FuturePolicy.selfHostNow.place
    guard hostsItself else { return stay(place, costs, undone) }
    if month <= commitmentMonths {
      return costs.committedServes
        ? costs.committed + move(place, to: FutureOption.Kind.selfHosted.place)
        : costs.committedFixed + forced(place, costs, undone)
    }
    return within(Self.anyKind, place, costs, undone)
  }

  /// The cost of a move to a kind, if it is one.
  @inline(__always)
  private mutating func move(_ place: Int, to kind: Int) -> Double {
    guard current[place] != kind else { return 0 }
    current[place] = kind
    return moveCost
  }

  /// What is left when nothing that the policy wants may serve: today's kind, else the cheapest, else a person.
  private mutating func forced(_ place: Int, _ costs: MonthCosts, _ undone: Double) -> Double {
    let today = costs.best[kindToday]
    if today.isFinite { return today + move(place, to: kindToday) }
    guard costs.cheapestKind != Self.none else { return undone }
    return costs.cheapest + move(place, to: costs.cheapestKind)
  }

  /// One kind for as long as it may serve.
  @inline(__always)
  private mutating func only(
    _ kind: FutureOption.Kind, _ hasKind: Bool, _ place: Int, _ costs: MonthCosts, _ undone: Double
  ) -> Double {
    guard hasKind else { return stay(place, costs, undone) }
    let cost = costs.best[kind.place]
    return cost.isFinite ? cost + move(place, to: kind.place) : forced(place, costs, undone)
  }

  /// The cheapest of the kinds that the policy wants; a change of kind must pay for itself.
  @inline(__always)
  private mutating func within(_ kinds: UInt8, _ place: Int, _ costs: MonthCosts, _ undone: Double) -> Double {
    guard kinds != 0 else { return stay(place, costs, undone) }
    let kind = wanted(kinds, current[place], costs)
    guard kind != Self.none else { return forced(place, costs, undone) }
    return costs.best[kind] + move(place, to: kind)
  }

  private mutating func gate(_ costs: MonthCosts, _ undone: Double) -> Double {
    let place = FuturePolicy.gateAndWait.place
    let now = current[place]
    let kind = wanted(Self.anyKind, now, costs)
    guard kind != Self.none else {
      streak = 0
      return undone
    }
    guard costs.best[now].isFinite else {
      streak = 0
      return costs.best[kind] + move(place, to: kind)
    }
    streak = kind == now ? 0 : kind == candidate ? streak + 1 : 1
    candidate = kind
    guard streak > evidenceMonths else { return costs.best[now] }
    streak = 0
    return costs.best[kind] + move(place, to: kind)
  }

  /// The cheapest of some kinds, seen from the one in use; `none` if none of them may serve.
  @inline(__always)
  private func wanted(_ kinds: UInt8, _ now: Int, _ costs: MonthCosts) -> Int {
    var found = Self.none
    var least = Double.infinity
    for kind in 0..<MonthCosts.kinds where kinds & 1 << UInt8(truncatingIfNeeded: kind) != 0 {
      let cost = kind == now ? costs.best[kind] : costs.best[kind] + hurdle
      if cost < least { (found, least) = (kind, cost) }
    }
    return found
  }
}

extension FutureOption.Kind {
  /// Its place among the kinds.
  var place: Int {
    switch self {
    case .closedFlagship: 0
    case .closedSmall: 1
    case .open: 2
    case .hybrid: 3
    case .selfHosted: 4
    case .seatPlan: 5
    }
  }
}

extension FuturePolicy {
  /// Its place among the policies.
  var place: Int {
    switch self {
    case .stayPut: 0
    case .stayClosed: 1
    case .openNow: 2
    case .hybridNow: 3
    case .gateAndWait: 4
    case .selfHostNow: 5
    }
  }
}
