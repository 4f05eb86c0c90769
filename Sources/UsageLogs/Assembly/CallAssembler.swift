internal import Catalog

/// Makes calls of the values found in rows, and counts what is wrong with them.
struct CallAssembler {
  /// What became of a row.
  enum Verdict { case kept, leftOut, misfit, noCall, unrecognised }

  let arena: ByteArena
  let wantsText: Bool
  let examplesPerKind: Int
  var names: NameCache
  var problems: LogProblems
  /// What the rows left out cost by the log's own word, so that no money disappears.
  var leftOutCost = NanoDollars.zero
  /// The file that the rows are from.
  var file = ""

  init(names: LogNames, options: LogOptions, arena: ByteArena) {
    self.names = NameCache(names)
    self.arena = arena
    wantsText = options.wantsText
    examplesPerKind = options.examplesPerKind
    problems = LogProblems(examplesPerKind: examplesPerKind)
  }

  /// Reads one row's values into `call`.
  @inline(__always)
  mutating func assemble(
    _ values: RowValues, _ table: FormatTable, row: Int, into call: inout LoggedCall
  ) -> Verdict {
    if let verdict = unfit(values, table, row) { return verdict }
    call.row = row
    let cost = cost(values, table, row)
    call.cost = cost
    guard let at = time(values, table, row) else {
      // A record of another format most often lacks this one's time.
      let verdict = leave(cost)
      return values[.at] == nil && values[.atAlternative] == nil ? .misfit : verdict
    }
    call.at = at
    call.succeeded = succeeded(values)
    guard usage(values, table, row, &call) else { return leave(cost) }
    if table.isCostOnly, cost == nil {
      if values[.cost] == nil { note(.missingCost, row, .cost) }
      return .leftOut
    }
    identify(values, table, &call)
    if call.model == .none, !table.isCostOnly, call.succeeded || call.usage.prompt > 0 {
      note(.missingModel, row, .model)
    }
    call.text.removeAll(keepingCapacity: true)
    if wantsText, let messages = values[.messages] {
      MessageText.appendLastUserTurn(of: messages, to: &call.text, in: arena)
    }
    return .kept
  }

  private mutating func leave(_ cost: NanoDollars?) -> Verdict {
    if let cost { leftOutCost += cost }
    return .leftOut
  }

  /// Counts a problem with a field of a row.
  mutating func note(_ kind: LogProblemKind, _ row: Int, _ slot: Slot? = nil, _ value: RawValue? = nil) {
    problems.add(kind) { [file] in
      LogProblem(kind, file: file, row: row, field: slot?.title ?? "", found: value?.bytes.excerpt() ?? "")
    }
  }

  // What tells that a record is no call at all, or of another format.
  @inline(__always)
  private mutating func unfit(_ values: RowValues, _ table: FormatTable, _ row: Int) -> Verdict? {
    let hasAmounts = values.present & Slot.amounts != 0
    let kind = values[.recordKind]?.bytes ?? .empty
    switch table.format {
    case .openTelemetry:
      let isCall = kind.isEmpty || CallKinds.isCall(operation: kind)
      guard !isCall || !hasAmounts && (values[.model] ?? values[.modelAlternative]) == nil else { break }
      note(.notACall, row)
      return .noCall
    case .langfuse where !hasAmounts && !kind.isEmpty && !CallKinds.isCall(observation: kind):
      note(.notACall, row)
      return .noCall
    case .steelyard where !hasAmounts && (values[.model] ?? values[.modelAlternative]) == nil && values[.status] != nil:
      // The gateway refused it before any model was asked.
      note(.notACall, row)
      return .noCall
    default: break
    }
    guard !hasAmounts, (values[.model] ?? values[.modelAlternative]) == nil, values[.error] == nil,
      values[.httpStatus] == nil, values[.status] == nil
    else { return nil }
    return .unrecognised
  }
}
