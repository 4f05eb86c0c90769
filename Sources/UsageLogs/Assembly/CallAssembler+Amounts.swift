internal import Catalog

extension CallAssembler {
  /// The row's tokens in disjoint kinds, and how many requests it stands for; false if they are not sound.
  @inline(__always)
  mutating func usage(_ values: RowValues, _ table: FormatTable, _ row: Int, _ call: inout LoggedCall) -> Bool {
    call.usage = TokenUsage()
    call.requests = table.requestsByDefault
    if table.isCostOnly { return true }
    var isSound = true
    if values[.requests] != nil {
      guard let requests = count(.requests, values, row, &isSound) else { return false }
      call.requests = requests
    }
    var counts = TokenCounts()
    counts.prompt = count(.prompt, values, row, &isSound)
    counts.uncached = count(.uncached, values, row, &isSound)
    counts.cacheRead = count(.cacheRead, values, row, &isSound) ?? 0
    counts.cacheWrite = count(.cacheWrite, values, row, &isSound)
    counts.cacheWriteShort = count(.cacheWriteShort, values, row, &isSound) ?? 0
    counts.cacheWriteLong = count(.cacheWriteLong, values, row, &isSound) ?? 0
    counts.completion = count(.completion, values, row, &isSound)
    counts.reasoning = count(.reasoning, values, row, &isSound) ?? 0
    guard isSound else { return false }
    // The total only helps to tell habits apart; a bad one does not spoil the row.
    if let total = values[.total], case .success(let count) = TokenText.read(total, in: arena) { counts.total = count }
    var input = table.input
    if case .byProvider = input {
      input = values[.provider].map { $0.bytes.matchesIgnoringCase("anthropic") } ?? false ? .apart : .included
    }
    switch counts.usage(input: input, output: table.output, trustsTotal: table.trustsTotal) {
    case .success(let usage): call.usage = usage
    case .failure(.missingTokens) where !call.succeeded: break
    case .failure(let kind):
      let slot: Slot = kind == .reasoningExceedsOutput ? .reasoning : kind == .missingTokens ? .prompt : .cacheRead
      note(kind, row, slot, values[slot])
      return false
    }
    return true
  }

  @inline(__always)
  private mutating func count(_ slot: Slot, _ values: RowValues, _ row: Int, _ isSound: inout Bool) -> Int? {
    guard let value = values[slot] else { return nil }
    switch TokenText.read(value, in: arena) {
    case .success(let count): return count
    case .failure(let kind):
      isSound = false
      note(kind, row, slot, value)
      return nil
    }
  }

  /// What the log says that the row cost, nil where it does not say or not in dollars.
  @inline(__always)
  mutating func cost(_ values: RowValues, _ table: FormatTable, _ row: Int) -> NanoDollars? {
    if let currency = values[.currency], !currency.bytes.matchesIgnoringCase("usd") {
      foreign(currency.decoded(in: arena).excerpt(limit: 12).uppercased(), row, currency)
      return nil
    }
    if values[.costNano] != nil { return amount(.costNano, .nano, values, table, row) }
    let unit = table.costUnit
    if let cost = amount(.cost, unit, values, table, row) {
      return values[.costExtra] == nil ? cost : cost + (amount(.costExtra, unit, values, table, row) ?? .zero)
    }
    guard values[.cost] == nil else { return nil }
    if values[.costAlternative] != nil { return amount(.costAlternative, unit, values, table, row) }
    guard values[.costOfInput] != nil || values[.costOfOutput] != nil else { return nil }
    let input = amount(.costOfInput, unit, values, table, row)
    let output = amount(.costOfOutput, unit, values, table, row)
    // Half of a cost is not the cost.
    guard let input, let output else { return nil }
    return input + output
  }

  @inline(__always)
  private mutating func amount(
    _ slot: Slot, _ unit: CostUnit, _ values: RowValues, _ table: FormatTable, _ row: Int
  ) -> NanoDollars? {
    guard let value = values[slot] else { return nil }
    switch CostText.read(value, unit: unit, in: arena) {
    case .amount(let amount):
      // Bills have credits; a call has none.
      if amount < .zero, !table.isCostOnly {
        note(.negativeCost, row, slot, value)
        return nil
      }
      return amount
    case .foreign(let currency): foreign(currency, row, value)
    case .malformed: note(.malformedCost, row, slot, value)
    case .unknown: break
    }
    return nil
  }

  private mutating func foreign(_ currency: String, _ row: Int, _ value: RawValue) {
    problems.add(currency: currency)
    note(.foreignCurrency, row, .currency, value)
  }
}
