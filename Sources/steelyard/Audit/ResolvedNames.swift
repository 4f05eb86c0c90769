import Audit
import Catalog
import Policy
import Synchronization
import UsageLogs

/// Which offer the names of a call mean, found once for each set of names.
final class ResolvedNames: Sendable {
  private struct Key: Hashable {
    var model: Int32
    var provider: Int32
    var region: Int32
  }

  private let scheme: AuditScheme
  private let names: LogNames
  private let resolver: ModelNames
  private let found = Mutex<[Key: Int?]>([:])

  init(scheme: AuditScheme, names: LogNames) {
    self.scheme = scheme
    self.names = names
    resolver = ModelNames(scheme.catalog)
  }

  /// The call as an export takes it.
  func focus(_ call: LoggedCall, _ work: ClassifiedWork?) -> FocusCall {
    let useCase = work.map { scheme.policy.policy.useCases[$0.useCase].id } ?? names[call.label]
    return FocusCall(
      at: call.at, offer: offer(call), model: names[call.model], provider: names[call.provider], usage: call.usage,
      tier: call.tier, requests: call.requests, paid: call.cost, useCase: useCase, key: names[call.key],
      team: names[call.team])
  }

  private func offer(_ call: LoggedCall) -> Int? {
    let key = Key(model: call.model.rawValue, provider: call.provider.rawValue, region: call.region.rawValue)
    return found.withLock { found in
      if let offer = found[key] { return offer }
      let offer = resolver.resolve(
        model: names[call.model], provider: names[call.provider], region: names[call.region]
      ).offer
      found[key] = .some(offer)
      return offer
    }
  }
}
