extension FutureWork {
  /// Finds the first thing that no future can be drawn from.
  func check() throws(FutureInputError) {
    try FutureInput.number(requestsPerMonth, 0...1e12, "\(useCase): requests per month")
    try growthPerYear.check(-0.99...10, place: useCase)
    try FutureInput.number(errorCost, 0...1e12, "\(useCase): error cost in dollars")
    try FutureInput.number(caughtShare, 0...1, "\(useCase): caught share")
    try FutureInput.number(reviewCost, 0...1e9, "\(useCase): review cost in dollars")
    try FutureInput.number(personCost, 0...1e9, "\(useCase): person cost in dollars a request")
    try FutureInput.number(moveCost, 0...1e12, "\(useCase): move cost in dollars")
    try lag.check(-120...240, place: useCase)
    try closedError.check(1e-9...1, place: useCase)
    try errorFall.check(-10...0.99, place: useCase)
    if let errorBound {
      try FutureInput.number(errorBound.limit, 0...1, "\(useCase): limit of the error bound")
      try FutureInput.number(errorBound.samples, 1...1e12, "\(useCase): samples of the error bound")
    }
    guard options.indices.contains(today) else {
      throw FutureInputError(
        place: "\(useCase): option in use",
        problem: "there is no option \(today); \(options.count) are given, from 0 on")
    }
    var seen: Set<String> = []
    for option in options {
      try option.check(useCase)
      guard seen.insert(option.id).inserted else {
        throw FutureInputError(place: "\(useCase), option \(option.id)", problem: "the id is used twice; rename one")
      }
    }
  }
}

extension FutureOption {
  fileprivate func check(_ useCase: String) throws(FutureInputError) {
    let place = "\(useCase), option \(id)"
    func need(_ isThere: Bool, _ what: String) throws(FutureInputError) {
      guard isThere else { throw FutureInputError(place: place, problem: "a \(kind.rawValue) option needs \(what)") }
    }
    try FutureInput.number(tokenCost, 0...1e6, "\(place): token cost in dollars a request")
    try FutureInput.number(peakShare, 0...1, "\(place): peak share")
    try errorFactor.check(1e-6...1e6, place: place)
    try need(kind != .hybrid || escalation != nil, "what it escalates to")
    try need(kind != .selfHosted || rent != nil, "the rent of its machines")
    try need(kind != .seatPlan || plan != nil, "its seat fee")
    if let escalation {
      try FutureInput.number(escalation.cost, 0...tokenCost, "\(place): escalation cost, a part of the token cost")
      try FutureInput.number(escalation.caughtErrors, 0...1, "\(place): share of errors that escalation catches")
    }
    if let rent {
      try FutureInput.number(rent.perUnit, 0...1e9, "\(place): rent in dollars a month")
      try FutureInput.number(rent.requestsPerUnit, 1e-3...1e12, "\(place): requests a machine serves in a month")
      try FutureInput.number(rent.staff, 0...1e9, "\(place): staff in dollars a month")
    }
    if let plan {
      try FutureInput.number(plan.fee, 0...1e6, "\(place): seat fee in dollars a month")
      try FutureInput.number(plan.seats, 0...1e9, "\(place): seats")
    }
  }
}

extension Assumption {
  /// Finds what cannot be drawn from.
  func check(_ allowed: ClosedRange<Double>, place: String) throws(FutureInputError) {
    try FutureInput.number(value, allowed, "\(place): \(name)")
    guard let interval else { return }
    try FutureInput.number(interval.lowerBound, allowed, "\(place): lower end of \(name)")
    try FutureInput.number(interval.upperBound, allowed, "\(place): upper end of \(name)")
    guard interval.contains(value) else {
      throw FutureInputError(
        place: "\(place): \(name)",
        problem: "\(value.plain) is outside its interval \(interval.lowerBound.plain) to \(interval.upperBound.plain)")
    }
  }
}

/// Checks of numbers that come from outside.
enum FutureInput {
  static func number(_ value: Double, _ allowed: ClosedRange<Double>, _ place: String) throws(FutureInputError) {
    guard allowed.contains(value) else {
      throw FutureInputError(
        place: place, problem: "\(value.plain) is not from \(allowed.lowerBound.plain) to \(allowed.upperBound.plain)")
    }
  }
}
