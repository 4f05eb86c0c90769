import Dialects
import Foundation
import HTTP1
import Ledger
import Synchronization

/// What a request may do, as far as its head tells, and the place that it takes among those being served until `end`.
///
/// A class, as it is handed on many times within a request: one reference is counted instead of each of its texts.
/// Belongs to one event loop.
final class KeyGrant {
  let key: KeyRecord?
  let endpoint: Dialects.Endpoint
  /// The caller's dialect, for replies and errors.
  let dialect: Dialect
  /// True for what a caller says of an answer; false for a request that a model serves.
  let isFeedback: Bool
  /// Bytes of a body, at most.
  let bodyLimit: Int
  private let core: GatewayCore
  private let bodyBudget: Int
  private var bodyBytes = 0
  private var hasEnded = false

  /// Takes a place that `GatewayCore.places` has given.
  fileprivate init(
    key: KeyRecord?, endpoint: Dialects.Endpoint, dialect: Dialect, bodyLimit: Int, isFeedback: Bool, worker: Worker
  ) {
    self.key = key
    self.endpoint = endpoint
    self.dialect = dialect
    self.bodyLimit = bodyLimit
    self.isFeedback = isFeedback
    core = worker.core
    bodyBudget = worker.limits.bodyBudgetBytes
  }

  deinit { end() }

  /// Counts bytes of the body towards those of all bodies under way; false when there is no room for them.
  func takesBody(_ bytes: Int) -> Bool {
    bodyBytes += bytes
    return core.bodyBytes.add(bytes, ordering: .relaxed).newValue <= bodyBudget
  }

  /// Gives the place back. The second time does nothing.
  func end() {
    guard !hasEnded else { return }
    hasEnded = true
    core.bodyBytes.subtract(bodyBytes, ordering: .relaxed)
    core.places.leave(key?.id)
  }
}

/// How many requests are being served, bodies that are still coming included, in all and for each key.
final class RequestPlaces: Sendable {
  /// Why there is no place.
  enum Refusal: Error { case gateway, key }

  private let total = Atomic<Int>(0)
  // Keys that once had a request stay: they are as many as were made, and to forget one costs more than to keep it.
  private let byKey = Mutex<[String: Int]>([:])

  /// Requests being served now.
  var taken: Int { total.load(ordering: .relaxed) }

  /// Takes a place for a request of the key.
  func enter(_ key: String?, limits: GatewayConfiguration.Limits) throws(Refusal) {
    guard total.add(1, ordering: .relaxed).newValue <= limits.concurrentRequests else {
      total.subtract(1, ordering: .relaxed)
      throw .gateway
    }
    guard let key else { return }
    let mayEnter = byKey.withLock { counts in
      Self.enter(&counts[key, default: 0], limit: limits.requestsPerKey)
    }
    guard mayEnter else {
      total.subtract(1, ordering: .relaxed)
      throw .key
    }
  }

  /// Gives a place back.
  func leave(_ key: String?) {
    total.subtract(1, ordering: .relaxed)
    guard let key else { return }
    byKey.withLock { counts in counts[key, default: 1] -= 1 }
  }

  private static func enter(_ count: inout Int, limit: Int) -> Bool {
    guard limit == 0 || count < limit else { return false }
    count += 1
    return true
  }
}

/// The outcome of looking at a request's head.
enum Admission {
  /// It can be answered at once.
  case answer(WholeReply)
  case refuse(WireError, Dialect)
  /// Read its body and serve it.
  case proceed(KeyGrant)
  /// The key is not known but may have been made a moment ago: look, then ask again.
  case lookUp

  /// Looks at a head; `mayLookUp` is false once the keys have been read anew for it.
  init(_ head: RequestHead, worker: Worker, mayLookUp: Bool) {
    if mayLookUp, let token = head.token, Self.requiresKey(worker), worker.core.ledger.mayBeNew(token.utf8.span) {
      self = .lookUp
      return
    }
    let dialect: Dialect = head.speaksAnthropic || head.path.hasSuffix("/messages") ? .anthropicMessages : .openAIChat
    let route = Self.route(head.path)
    if route != .health, let foreign = Self.foreign(head, worker) {
      self = .refuse(foreign, dialect)
      return
    }
    switch (head.method, route) {
    case (_, .unknown):
      self = .refuse(.unknownPath(head.path), dialect)
    case (.get, .health), (.head, .health):
      self = .answer(WholeReply(status: 200, body: Array(#"{"status":"ok"}"#.utf8)))
    case (.get, .ready), (.head, .ready):
      // Who has to show a key does not learn without one what the gateway is made of.
      let isKnown = if case .success(let key) = Self.authenticate(head, worker) { key != nil } else { false }
      let report = Readiness(worker.core, isDetailed: isKnown || !Self.requiresKey(worker))
      self = .answer(WholeReply(status: report.isReady ? 200 : 503, body: report.body))
    case (.get, .models(let name)):
      switch Self.authenticate(head, worker) {
      case .failure(let error): self = .refuse(error.error, dialect)
      case .success: self = .answer(worker.snapshot.models.reply(name: name, dialect: dialect))
      }
    case (.post, .serve(let endpoint)):
      self = Self.admit(head, endpoint, dialect, worker)
    case (.post, .feedback):
      self = Self.admit(head, .chatCompletions, dialect, worker, isFeedback: true)
    case (let method, let route):
      self = .refuse(.methodNotAllowed(method.name, head.path, allowed: route.allowed), dialect)
    }
  }

  private static func admit(
    _ head: RequestHead, _ endpoint: Dialects.Endpoint, _ dialect: Dialect, _ worker: Worker, isFeedback: Bool = false
  ) -> Admission {
    switch authenticate(head, worker) {
    case .failure(let error): return .refuse(error.error, dialect)
    case .success(let key):
      let limits = worker.limits
      let bodyLimit = isFeedback ? min(limits.bodyBytes, FeedbackMessage.bodyLimit) : limits.bodyBytes
      if let length = head.contentLength, length > bodyLimit {
        return .refuse(.bodyTooLarge(limit: bodyLimit), dialect)
      }
      if worker.isDraining { return .refuse(.shuttingDown, dialect) }
      do {
        try worker.core.places.enter(key?.id, limits: limits)
      } catch {
        switch error {
        case .gateway: return .refuse(.tooBusy(limit: limits.concurrentRequests), dialect)
        case .key: return .refuse(.tooManyOfKey(limit: limits.requestsPerKey), dialect)
        }
      }
      return .proceed(
        KeyGrant(
          key: key, endpoint: endpoint, dialect: dialect, bodyLimit: bodyLimit, isFeedback: isFeedback, worker: worker))
    }
  }

  private static func authenticate(_ head: RequestHead, _ worker: Worker) -> Result<KeyRecord?, Refusal> {
    if let token = head.token, let key = worker.core.ledger.authenticate(token.utf8.span) { return .success(key) }
    guard requiresKey(worker) else { return .success(nil) }
    return .failure(Refusal(error: head.token == nil ? .missingKey : .unknownKey))
  }

  private static func requiresKey(_ worker: Worker) -> Bool {
    switch worker.snapshot.configuration.authentication {
    case .off: false
    case .required: true
    case .auto: worker.core.ledger.requiresKey || worker.core.keysMemory.keysExisted
    }
  }

  // Where no key is asked for, whoever can make a browser of this machine send a request could spend its owner's money
  // (cross-site requests) and read the answers (DNS rebinding). A key is proof of neither coming from a page.
  private static func foreign(_ head: RequestHead, _ worker: Worker) -> WireError? {
    guard !requiresKey(worker) else { return nil }
    let hosts = worker.snapshot.configuration.hosts
    if let host = head.host, !SiteName.isOurs(authority: host, hosts: hosts, isOpen: worker.core.isOpen) {
      return .foreignHost(host)
    }
    if let origin = head.origin {
      guard SiteName.isOurs(origin: origin, hosts: hosts) else { return .foreignOrigin(origin) }
    } else if head.fetchSite == "cross-site" {
      return .foreignOrigin("another site")
    }
    return nil
  }

  struct Refusal: Error { var error: WireError }

  private enum Route: Equatable {
    case health, ready, feedback, unknown
    case models(String?)
    case serve(Dialects.Endpoint)

    var allowed: String {
      switch self {
      case .serve, .feedback: "POST"
      case .health, .ready, .models, .unknown: "GET"
      }
    }
  }

  private static func route(_ path: String) -> Route {
    switch path {
    case "/v1/chat/completions", "/chat/completions": .serve(.chatCompletions)
    case "/v1/messages": .serve(.messages)
    case "/v1/embeddings", "/embeddings": .serve(.embeddings)
    case "/v1/models", "/models": .models(nil)
    case "/v1/feedback", "/feedback": .feedback
    case "/health": .health
    case "/ready": .ready
    default: path.hasPrefix("/v1/models/") ? .models(decoded(path.dropFirst(11))) : .unknown
    }
  }

  /// A path segment as it was meant: clients escape the slash in a model's name.
  private static func decoded(_ segment: Substring) -> String {
    segment.removingPercentEncoding ?? String(segment)
  }
}
