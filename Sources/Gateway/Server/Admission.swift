import Dialects
import Foundation
import HTTP1
import Ledger
import Synchronization

/// What a request may do, as far as its head tells.
///
/// A class, as it is handed on many times within a request: one reference is counted instead of each of its texts.
final class KeyGrant: Sendable {
  let key: KeyRecord?
  let endpoint: Dialects.Endpoint
  /// The caller's dialect, for replies and errors.
  let dialect: Dialect
  /// True for what a caller says of an answer; false for a request that a model serves.
  let isFeedback: Bool
  /// Bytes of a body, at most.
  let bodyLimit: Int

  init(key: KeyRecord?, endpoint: Dialects.Endpoint, dialect: Dialect, bodyLimit: Int, isFeedback: Bool = false) {
    self.key = key
    self.endpoint = endpoint
    self.dialect = dialect
    self.bodyLimit = bodyLimit
    self.isFeedback = isFeedback
  }
}

/// The outcome of looking at a request's head.
enum Admission {
  /// It can be answered at once.
  case answer(WholeReply)
  case refuse(WireError, Dialect)
  /// Read its body and serve it.
  case proceed(KeyGrant)

  init(_ head: RequestHead, worker: Worker) {
    let dialect: Dialect = head.speaksAnthropic || head.path.hasSuffix("/messages") ? .anthropicMessages : .openAIChat
    switch (head.method, Self.route(head.path)) {
    case (_, .unknown):
      self = .refuse(.unknownPath(head.path), dialect)
    case (.get, .health), (.head, .health):
      self = .answer(WholeReply(status: 200, body: Array(#"{"status":"ok"}"#.utf8)))
    case (.get, .ready), (.head, .ready):
      let report = Readiness(worker.core)
      self = .answer(WholeReply(status: report.isReady ? 200 : 503, body: report.body))
    case (.get, .models(let name)):
      switch Self.authenticate(head, worker) {
      case .failure(let error): self = .refuse(error.error, dialect)
      case .success: self = .answer(ModelList(worker.snapshot).reply(name: name, dialect: dialect))
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
      if worker.core.inFlight.load(ordering: .relaxed) >= limits.concurrentRequests {
        return .refuse(.tooBusy(limit: limits.concurrentRequests), dialect)
      }
      return .proceed(
        KeyGrant(key: key, endpoint: endpoint, dialect: dialect, bodyLimit: bodyLimit, isFeedback: isFeedback))
    }
  }

  private static func authenticate(_ head: RequestHead, _ worker: Worker) -> Result<KeyRecord?, Refusal> {
    let required: Bool =
      switch worker.snapshot.configuration.authentication {
      case .off: false
      case .required: true
      case .auto: worker.core.ledger.requiresKey
      }
    if let token = head.token, let key = worker.core.ledger.authenticate(token.utf8.span) { return .success(key) }
    guard required else { return .success(nil) }
    return .failure(Refusal(error: head.token == nil ? .missingKey : .unknownKey))
  }

  struct Refusal: Error { var error: WireError }

  private enum Route {
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
