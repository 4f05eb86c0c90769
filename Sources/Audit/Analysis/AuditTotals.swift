internal import Catalog
internal import Policy
internal import StrictYAML

/// Sums of cells by everything that a report groups by.
struct AuditTotals {
  private let analysis: AuditAnalysis
  private(set) var total = CallSums()
  private(set) var period: AuditPeriod?
  private var byLine: [AuditLine: CallSums] = [:]
  private var byUseCase: [Int: UseCaseTotal] = [:]
  private var byModel: [ModelID?: CallSums] = [:]
  private var bySource: [WorkSource: Int] = [:]
  private var byName: [UnpricedKey: CallSums] = [:]
  private var providerAssumed = 0
  private var dateRemoved = 0
  private var datedNames: Set<String> = []

  private struct UnpricedKey: Hashable {
    var model: String
    var provider: String
    var reason: UnpricedReason
  }

  init(_ analysis: AuditAnalysis) { self.analysis = analysis }

  private var scheme: AuditScheme { analysis.scheme }

  mutating func add(_ cell: Cell, line: AuditLine) {
    total.add(cell.sums)
    byLine[line, default: CallSums()].add(cell.sums)
    guard line != .duplicate, line != .unusable else { return }
    let before = period ?? AuditPeriod(first: cell.first, last: cell.last)
    period = AuditPeriod(first: min(before.first, cell.first), last: max(before.last, cell.last))
    let number = Int(cell.key.origin)
    let origin = analysis.accumulator.origins[number]
    let resolved = analysis.accumulator.resolved[number]
    let useCase = scheme.policy.policy.useCases[Int(cell.key.useCase)]
    let empty = UseCaseTotal(useCase: useCase.id, title: useCase.title, sums: CallSums(), byLine: [:])
    byUseCase[Int(cell.key.useCase), default: empty].sums.add(cell.sums)
    byUseCase[Int(cell.key.useCase), default: empty].byLine[line, default: .zero] += cell.sums.list
    byModel[resolved.model, default: CallSums()].add(cell.sums)
    bySource[cell.key.flags.contains(.byText) ? .text : origin.work.source, default: 0] += cell.sums.rows
    if cell.key.flags.contains(.unpriced) {
      let key = UnpricedKey(
        model: analysis.accumulator.tables[0].text(origin.model),
        provider: analysis.accumulator.tables[1].text(origin.provider), reason: reason(resolved, cell))
      byName[key, default: CallSums()].add(cell.sums)
    }
    if resolved.offer != nil, resolved.isProviderAssumed { providerAssumed += cell.sums.rows }
    if resolved.isDateRemoved {
      dateRemoved += cell.sums.rows
      datedNames.insert(analysis.accumulator.tables[0].text(origin.model))
    }
  }

  private func reason(_ resolved: ResolvedCall, _ cell: Cell) -> UnpricedReason {
    guard resolved.model != nil else { return .unknownModel }
    guard let offer = resolved.offer else { return .noOffer }
    let rates = scheme.catalog.offers[offer].rates(
      at: cell.priced, promptTokens: scheme.sizes.shortest(in: Int(cell.key.size)),
      tier: ServiceTier(number: cell.key.tier))
    return rates == nil ? .noPrice : .missingRate
  }
}

extension AuditTotals {
  var lines: [AuditReport.Line] {
    AuditLine.allCases.map { AuditReport.Line(line: $0, sums: byLine[$0] ?? CallSums()) }
  }

  var useCases: [UseCaseTotal] {
    byUseCase.values.sorted { ($1.sums.list, $0.useCase) < ($0.sums.list, $1.useCase) }
  }

  var models: [ModelTotal] {
    byModel.map { model, sums in
      ModelTotal(model: model, weights: model.flatMap { scheme.catalog.model($0)?.weights }, sums: sums)
    }.sorted { ($1.sums.list, $0.model ?? "") < ($0.sums.list, $1.model ?? "") }
  }

  var unpriced: [UnpricedName] {
    let known = scheme.catalog.models.flatMap { [$0.id, $0.shortName] + $0.aliases }
    let sorted = byName.sorted {
      ($1.value.rows, $0.key.model, $0.key.provider, $0.key.reason.rawValue)
        < ($0.value.rows, $1.key.model, $1.key.provider, $1.key.reason.rawValue)
    }
    return sorted.enumerated().map { number, entry in
      // Looking for near names takes a millisecond each, and nobody reads hundreds of them.
      let near =
        entry.key.reason == .unknownModel && number < 50
        ? Nearest.names(near: entry.key.model, among: known, limit: 3) : []
      return UnpricedName(
        model: entry.key.model, provider: entry.key.provider, reason: entry.key.reason, near: near, sums: entry.value)
    }
  }

  var foundBy: [WorkSourceCount] {
    bySource.map { source, rows in WorkSourceCount(source: source, summary: summary(source), rows: rows) }
      .sorted { ($1.rows, $0.source.number) < ($0.rows, $1.source.number) }
  }

  private func summary(_ source: WorkSource) -> String {
    switch source {
    case .text: "text"
    case .name: "a name in the log is the use case's own"
    case .unrecognised: "not recognised"
    case .rule(let number):
      scheme.mapping.rules.indices.contains(number)
        ? "rule \(number + 1): \(scheme.mapping.rules[number].summary)" : "rule \(number + 1)"
    }
  }

  func notices(
    _ seen: SeenIDs?, unused claims: [EvidenceClaim], contradicted: [EvidenceClaim]
  ) -> [AuditNotice] {
    let accumulator = analysis.accumulator
    let places = accumulator.unusable.places.map { "\($0.file), row \($0.row)" }
    let gates = claims.prefix(5).map { "\($0.useCase): \($0.incumbent) → \($0.challenger)" }
    let duplicates = byLine[.duplicate]?.rows ?? 0
    let all = [
      AuditNotice(kind: .unusableRows, count: accumulator.unusable.count, places: places),
      AuditNotice(kind: .duplicateRows, count: duplicates, places: []),
      AuditNotice(
        kind: .duplicatesMayBeMissed, count: seen?.hasForgotten == true ? seen?.capacity ?? 0 : 0, places: []),
      AuditNotice(kind: .aggregatedRows, count: accumulator.aggregatedRows, places: []),
      AuditNotice(kind: .providerAssumed, count: providerAssumed, places: []),
      AuditNotice(kind: .dateRemoved, count: dateRemoved, places: Array(datedNames.sorted().prefix(5))),
      AuditNotice(kind: .namesJoined, count: accumulator.isCoarse ? 1 : 0, places: []),
      AuditNotice(kind: .claimUnused, count: claims.count, places: Array(gates)),
      AuditNotice(
        kind: .claimContradicted, count: contradicted.count, places: contradicted.prefix(5).map(\.gate)),
    ]
    return all.filter { $0.count > 0 }
  }
}
