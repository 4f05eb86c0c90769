import Catalog
import Dialects
import Ledger
import Policy
import Routing
import StrictYAML

// The one place where the gateway's errors get their status and their words.
extension WireError {
  static let missingKey = WireError(
    status: 401,
    message:
      "no API key was given; send 'Authorization: Bearer sk-steelyard-…' or 'x-api-key' (create one with 'steelyard keys create')",
    code: "missing_api_key")

  static let unknownKey = WireError(
    status: 401, message: "this API key is not known or was revoked; ask the gateway's operator for a new one",
    code: "invalid_api_key")

  static let alternativeModels = WireError(
    status: 400,
    message:
      "'models' is not supported: the gateway decides which models may serve and in which order; name one in 'model', or 'auto'",
    code: "unsupported", param: "models")

  static let bodyTooSlow = WireError(
    status: 408, message: "the request's body came too slowly (timeouts.body_read)", code: "request_timeout")

  static let shuttingDown = WireError(
    status: 503, message: "the gateway is shutting down; try again", code: "shutting_down",
    extra: [("retry_after_seconds", .number("1"))])

  static func bodyTooLarge(limit: Int) -> WireError {
    WireError(
      status: 413,
      message:
        "the request body is larger than \(limit) bytes\(limit == FeedbackMessage.bodyLimit ? "" : " (limits.body_bytes)")",
      code: "request_too_large")
  }

  static func tooBusy(limit: Int) -> WireError {
    WireError(
      status: 503, message: "\(limit) requests are being served already (limits.concurrent_requests); try again",
      code: "overloaded", extra: [("retry_after_seconds", .number("1"))])
  }

  static func tooManyOfKey(limit: Int) -> WireError {
    WireError(
      status: 429,
      message: "\(limit) requests of this key are being served already (limits.requests_per_key); try again",
      code: "key_overloaded", extra: [("retry_after_seconds", .number("1"))])
  }

  static func tooManyBodies(limit: Int) -> WireError {
    WireError(
      status: 503,
      message: "the bodies of requests under way fill \(limit) bytes already (limits.body_budget_bytes); try again",
      code: "overloaded", extra: [("retry_after_seconds", .number("1"))])
  }

  static func tooManyConnections(limit: Int) -> WireError {
    WireError(
      status: 503, message: "\(limit) connections are open already (limits.connections); try again",
      code: "overloaded", extra: [("retry_after_seconds", .number("1"))])
  }

  static func foreignHost(_ host: String) -> WireError {
    WireError(
      status: 403,
      message:
        "this gateway asks for no key, so it does not answer to the name '\(host.prefix(200))': a web page could have led a browser here under it; call it by a loopback name, add the name to 'hosts:' in steelyard.yaml, or create a key",
      code: "foreign_host")
  }

  static func foreignOrigin(_ origin: String) -> WireError {
    WireError(
      status: 403,
      message:
        "this gateway asks for no key, so it does not answer to pages of '\(origin.prefix(200))'; add the page's host to 'hosts:' in steelyard.yaml, or create a key",
      code: "foreign_origin")
  }

  static func unknownPath(_ path: String) -> WireError {
    let known = [
      "/v1/chat/completions", "/v1/messages", "/v1/embeddings", "/v1/models", "/v1/feedback", "/health", "/ready",
    ]
    return WireError(
      status: 404,
      message:
        "nothing is served at '\(path.prefix(200))'\(Nearest.hint(path, among: known)); there are \(known.joined(separator: ", "))",
      code: "unknown_url")
  }

  static func methodNotAllowed(_ method: String, _ path: String, allowed: String) -> WireError {
    WireError(
      status: 405, message: "\(method) is not allowed for '\(path)'; use \(allowed)", code: "method_not_allowed")
  }

  /// The journal has no room; money cannot be held, so nothing may be sent.
  static func ledgerUnavailable(_ reason: String) -> WireError {
    WireError(
      status: 503, message: "the ledger cannot take this request: \(reason)", code: "ledger_unavailable",
      extra: [("retry_after_seconds", .number("1"))])
  }

  static let unrecorded = WireError(
    status: 503, message: "the reply could not be recorded, as the ledger's files are gone, and is withheld",
    code: "ledger_unavailable")

  /// The key has a cap, and what the request asks for has no price, so the cap cannot be kept.
  static func unpriced(_ obstacle: HoldObstacle) -> WireError {
    WireError(
      status: 403, message: obstacle.reason, code: "unknown_price", param: obstacle.field,
      extra: [("offer", .string(obstacle.offer))])
  }

  /// The key's cap would be passed.
  static func overBudget(_ exceeded: BudgetExceeded, now: Timestamp) -> WireError {
    var extra: [(String, JSONValue)] = [
      ("window", .string("\(exceeded.window)")),
      ("cap_nanousd", .number("\(exceeded.cap.amount)")), ("spent_nanousd", .number("\(exceeded.spent.amount)")),
      ("held_nanousd", .number("\(exceeded.held.amount)")),
      ("requested_nanousd", .number("\(exceeded.requested.amount)")),
    ]
    let sums =
      "this key's \(exceeded.window) cap of \(exceeded.cap) does not cover this request: \(exceeded.spent) is spent, \(exceeded.held) is held for requests under way and this one may cost up to \(exceeded.requested)"
    if exceeded.isBusy {
      extra.append(("retry_after_seconds", .number("1")))
      return WireError(
        status: 429, message: "\(sums); it fits when some of those have ended: try again", type: nil,
        code: "budget_busy", extra: extra)
    }
    var reset = "it does not reset by itself; ask for a higher cap"
    if let at = exceeded.resetsAt {
      reset = "it resets at \(at)"
      extra.append(("resets_at", .string("\(at)")))
      let seconds = max(1, (max(0, at.milliseconds - now.milliseconds) + 999) / 1000)
      extra.append(("retry_after_seconds", .number("\(seconds)")))
    }
    return WireError(
      status: 429, message: "\(sums); \(reset)", type: nil, code: "budget_exceeded", extra: extra)
  }

  /// What a decision means for the caller; nil when it can be served.
  init?(_ decision: Decision, requestedModel: String, snapshot: Snapshot) {
    switch decision.outcome {
    case .serve: return nil
    case .refused(let rule, let reason) where Self.needs.contains(rule):
      let field = Self.field(needing: rule, reason)
      self.init(
        status: 400,
        message:
          "no model that this request may use for '\(decision.useCase)' can do what it asks for\(field.map { " in '\($0)'" } ?? ""): \(reason)",
        code: rule == "context_limit" ? "context_length_exceeded" : "unsupported", param: field,
        extra: [("rule", .string(rule))])
    case .refused(let rule, let reason):
      self.init(
        status: 403,
        message: "the policy refuses this request for the use case '\(decision.useCase)': \(reason) (rule '\(rule)')",
        code: "refused_by_policy", param: "model", extra: [("rule", .string(rule))])
    case .unknownModel(let near):
      self.init(
        status: 404,
        message:
          "the model '\(requestedModel.prefix(200))' is not in the catalogue\(Self.list(near)); GET /v1/models lists what there is",
        code: "model_not_found", param: "model")
    case .unknownUseCase(let near):
      self.init(
        status: 400,
        message:
          "the use case that was asked for is not in the policy\(Self.list(near)); the policy has \(snapshot.policy.useCases.map(\.id).joined(separator: ", "))",
        code: "unknown_use_case")
    case .unavailable(let reason):
      self.init(
        status: 503,
        message:
          "no offer that the policy permits for '\(decision.useCase)' (stakes: \(decision.stakes.rawValue)) can serve now: \(reason)",
        code: "no_permitted_offer")
    }
  }

  /// Every offer that may serve is out of service; `retryAfter` says when the first of them is tried again.
  static func allOut(_ decision: Decision, retryAfter: Int64) -> WireError {
    WireError(
      status: 503,
      message:
        "no offer that the policy permits for '\(decision.useCase)' (stakes: \(decision.stakes.rawValue)) can serve now: all of them have failed and are left alone for a moment",
      code: "no_permitted_offer",
      extra: [("retry_after_seconds", .number("\(seconds(retryAfter))"))])
  }

  static let noMoneyForFallback = WireError(
    status: 502,
    message:
      "the upstream failed after it had begun, which costs; what is left under this key's cap does not cover asking another one",
    code: "upstream_error")

  /// True for an upstream's word that the request is too long for its context: what one offer says of its own limit.
  var isContextOverflow: Bool {
    guard status == 400 || status == 413 || status == 422 else { return false }
    if code == "context_length_exceeded" { return true }
    return ["maximum context length", "prompt is too long", "context window", "context length"].contains {
      message.utf8.count < 4096 && message.contains($0)
    }
  }

  // Milliseconds as the seconds of a `Retry-After`: none below one, and none beyond a day.
  private static func seconds(_ milliseconds: Int64) -> Int64 { (min(max(1, milliseconds), 86_400_000) + 999) / 1000 }

  /// Nothing that was tried could serve; `reply` has the upstream's own words.
  static func upstream(
    _ failure: UpstreamFailure, offer: OfferID, attempts: AttemptLog, reply: WireError? = nil, retryAfter: Int64? = nil
  ) -> WireError {
    let status: Int =
      switch failure {
      case .contextLength: 400
      case .status(let status) where [400, 409, 413, 422, 429].contains(status): status
      case .status(503), .status(529): 503
      case .status(let status) where (400..<500).contains(status) && ![401, 402, 403, 404, 408].contains(status): status
      case .timeout: 504
      default: 502
      }
    let words = reply.map { ": \($0.message)" } ?? ""
    let tried = attempts.failures > 1 ? " (tried: \(attempts.text))" : ""
    var extra: [(String, JSONValue)] = [("offer", .string(offer))]
    if let retryAfter { extra.append(("retry_after_seconds", .number("\(seconds(retryAfter))"))) }
    return WireError(
      status: status, message: "the upstream '\(offer)' failed: \(failure.sentence)\(words)\(tried)",
      code: reply?.code ?? "upstream_error", param: reply?.param, extra: extra)
  }

  /// True when the same request gets the same answer for as long as nobody changes anything, or until `retry-after`.
  var isFinal: Bool {
    switch code {
    case "missing_api_key", "invalid_api_key", "budget_exceeded", "refused_by_policy", "unknown_price", "foreign_host",
      "foreign_origin":
      true
    default: false
    }
  }

  /// Seconds for a `Retry-After` field.
  var retryAfterSeconds: String? {
    for (name, value) in extra where name == "retry_after_seconds" {
      if case .number(let text) = value { return text }
    }
    return nil
  }

  /// What the router calls a refusal that lies in what the request asks for, not in who may serve it.
  private static let needs: Set<String> = ["capabilities", "output_limit", "context_limit"]

  /// The request's field that a model lacks the means for, where one field asks for it.
  private static func field(needing rule: String, _ reason: String) -> String? {
    let fields = [
      "logprobs": "logprobs", "multiple_choices": "n", "tools": "tools", "structured_output": "response_format",
    ]
    guard rule == "capabilities" else { return nil }
    return Capabilities.names.first { reason.contains($0.0) && fields[$0.0] != nil }.flatMap { fields[$0.0] }
  }

  private static func list(_ near: [String]) -> String {
    near.isEmpty ? "" : "; near: \(near.joined(separator: ", "))"
  }
}

extension BudgetExceeded {
  /// True when the request would fit if nothing were held for others.
  var isBusy: Bool { spent + requested <= cap && held > .zero }
}
