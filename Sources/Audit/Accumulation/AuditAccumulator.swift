internal import Catalog
internal import Policy
public import UsageLogs

/// Sums calls into cells within which every rate is constant, in constant memory; one for each worker.
///
/// Each row's list price is what `Offer.cost` says, rounded up once per row to the nano-dollar, as the ledger does; sums
/// of these integers are exact and add up whatever they are grouped by. A row that stands for many requests is rounded
/// once and priced at its mean prompt length and at the instant at which it begins.
public struct AuditAccumulator: Sendable {
  /// What decides how calls are summed.
  public let scheme: AuditScheme
  /// The file that is being read, for naming rows that cannot be used.
  public var file = ""
  /// Rows taken so far.
  public internal(set) var rows = 0
  /// Rows that stand for more than one request.
  public internal(set) var aggregatedRows = 0
  /// Rows that cannot be used, with the first few places.
  public internal(set) var unusable = UnusableRows()
  /// True once a limit was reached, so that some calls lack key, team and label.
  public internal(set) var isCoarse = false
  var tables: [NameTable]
  var origins: [CallOrigin] = []
  var resolved: [ResolvedCall] = []
  var cells: [Cell] = []
  private var originNumbers: [CallOrigin: Int32] = [:]
  private var cellNumbers: [CellKey: Int32] = [:]
  private var rates: [RateKey: Rates] = [:]
  private var seen: [SeenNames: Int32] = [:]
  private var lastNames = SeenNames()
  private var lastOrigin: Int32 = -1

  // Beyond it no row is plausible, and nine million rows cannot overflow a sum.
  static let tokensPerRow = 1_000_000_000_000

  /// An accumulator that has seen nothing.
  public init(_ scheme: AuditScheme) {
    self.scheme = scheme
    tables = (0..<6).map { _ in NameTable(limit: scheme.limits.namesPerField) }
  }

  /// Takes a row; `names` gives the text of a name's number, `isDuplicate` says that its id was seen before.
  public mutating func add(
    _ call: LoggedCall, isDuplicate: Bool = false, classifier: inout some WorkClassifier,
    names: (NameNumber) -> String
  ) {
    add(call, isDuplicate: isDuplicate, work: call.text.isEmpty ? nil : classifier.work(in: call.text), names: names)
  }

  /// Takes a row whose text was assessed already, or has none.
  public mutating func add(
    _ call: LoggedCall, isDuplicate: Bool = false, work: ClassifiedWork? = nil, names: (NameNumber) -> String
  ) {
    rows += 1
    let origin = originNumber(call, names)
    let requests = max(1, call.requests)
    if requests > 1 { aggregatedRows += 1 }
    var flags: CellKey.Flags = []
    if call.succeeded { flags.insert(.succeeded) }
    if isDuplicate { flags.insert(.duplicate) }
    var key = CellKey(origin: origin, segment: 0, size: 0, useCase: 0, stakes: 0, tier: call.tier.number, flags: flags)
    setWork(work, &key)
    guard call.usage.isPlausible(upTo: Self.tokensPerRow), call.requests >= 0 else {
      unusable.note(file: file, row: call.row)
      key.flags.insert(.unusable)
      add(TokenUsage(), call, requests: 0, list: nil, key, prompt: 0, answer: 0)
      return
    }
    if call.usage.isEmpty, let cost = call.cost, cost != .zero {
      key.flags.insert(.costOnly)
      add(call.usage, call, requests: max(0, call.requests), list: nil, key, prompt: 0, answer: 0)
      return
    }
    let prompt = requests == 1 ? call.usage.prompt : call.usage.prompt / requests
    let at = scheme.pricedAt(call.at)
    key.segment = Int32(truncatingIfNeeded: scheme.segments.number(at: at))
    key.size = UInt16(truncatingIfNeeded: scheme.sizes.number(of: prompt))
    let list = cost(of: call, at: at, key, prompt: prompt)
    if list == nil { key.flags.insert(.unpriced) }
    let answer = requests == 1 ? call.usage.completion : call.usage.completion / requests
    add(call.usage, call, requests: requests, list: list, key, prompt: prompt, answer: answer)
  }

  /// Forgets the reader's numbers for names, for when another reader begins to count anew.
  public mutating func forgetNameNumbers() {
    seen.removeAll(keepingCapacity: true)
    lastOrigin = -1
  }
}

extension AuditAccumulator {
  private mutating func add(
    _ usage: TokenUsage, _ call: LoggedCall, requests: Int, list: NanoDollars?, _ key: CellKey, prompt: Int, answer: Int
  ) {
    let priced = scheme.pricedAt(call.at)
    let number = cellNumber(key, at: call.at, priced: priced)
    if priced < cells[number].priced { cells[number].priced = priced }
    cells[number].sums.add(usage, requests: requests, list: list, logged: call.cost)
    if call.at < cells[number].first { cells[number].first = call.at }
    if call.at > cells[number].last { cells[number].last = call.at }
    if prompt > cells[number].longestPrompt { cells[number].longestPrompt = prompt }
    if answer > cells[number].longestAnswer { cells[number].longestAnswer = answer }
  }

  /// The position of the cell with a key; beyond the limit, of one without key, team and label.
  mutating func cellNumber(_ key: CellKey, at instant: Timestamp, priced: Timestamp) -> Int {
    if let number = cellNumbers[key] { return Int(number) }
    var key = key
    if cells.count >= scheme.limits.cells {
      key.origin = number(of: origins[Int(key.origin)].coarse())
      isCoarse = true
      if let number = cellNumbers[key] { return Int(number) }
    }
    cellNumbers[key] = Int32(truncatingIfNeeded: cells.count)
    cells.append(Cell(key: key, priced: priced, first: instant, last: instant))
    return cells.count - 1
  }

  private func setWork(_ work: ClassifiedWork?, _ key: inout CellKey) {
    let found = origins[Int(key.origin)].work
    var useCase = found.useCase
    var stakes = scheme.finder.stakes(of: useCase)
    if let work {
      let combined = scheme.finder.combined(found, work)
      (useCase, stakes) = (combined.useCase, combined.stakes)
      if combined.isByText { key.flags.insert(.byText) }
    }
    key.useCase = UInt16(truncatingIfNeeded: useCase)
    key.stakes = stakes.number
  }

  private mutating func cost(of call: LoggedCall, at instant: Timestamp, _ key: CellKey, prompt: Int) -> NanoDollars? {
    guard let offer = resolved[Int(key.origin)].offer else { return nil }
    let place = RateKey(offer: Int32(truncatingIfNeeded: offer), segment: key.segment, size: key.size, tier: key.tier)
    if let rates = rates[place] { return rates.cost(of: call.usage) }
    let found = Rates(scheme.catalog.offers[offer].rates(at: instant, promptTokens: prompt, tier: call.tier))
    rates[place] = found
    return found.cost(of: call.usage)
  }

  private mutating func originNumber(_ call: LoggedCall, _ names: (NameNumber) -> String) -> Int32 {
    let numbers = SeenNames(call)
    if numbers == lastNames, lastOrigin >= 0 { return lastOrigin }
    let origin: Int32
    if let known = seen[numbers] {
      origin = known
    } else {
      origin = number(of: Self.names(call, names))
      if seen.count < scheme.limits.origins * 2 { seen[numbers] = origin }
    }
    lastNames = numbers
    lastOrigin = origin
    return origin
  }

  private static func names(_ call: LoggedCall, _ names: (NameNumber) -> String) -> CallNames {
    CallNames(
      model: names(call.model), provider: names(call.provider), key: names(call.key), team: names(call.team),
      label: names(call.label), region: names(call.region))
  }

  private mutating func number(of names: CallNames) -> Int32 {
    let work = scheme.finder.byNames(names)
    return number(
      of: CallOrigin(
        model: tables[0].number(of: names.model), provider: tables[1].number(of: names.provider),
        key: tables[2].number(of: names.key), team: tables[3].number(of: names.team),
        label: tables[4].number(of: names.label), region: tables[5].number(of: names.region), work: work))
  }

  /// The number of an origin; beyond the limit, of one without key, team and label.
  mutating func number(of origin: CallOrigin) -> Int32 {
    if let number = originNumbers[origin] { return number }
    var origin = origin
    if origins.count >= scheme.limits.origins {
      isCoarse = true
      origin = origin.coarse()
      if let number = originNumbers[origin] { return number }
    }
    let number = Int32(truncatingIfNeeded: origins.count)
    origins.append(origin)
    resolved.append(
      scheme.names.resolve(
        model: tables[0].text(origin.model), provider: tables[1].text(origin.provider),
        region: tables[5].text(origin.region)))
    originNumbers[origin] = number
    return number
  }
}
