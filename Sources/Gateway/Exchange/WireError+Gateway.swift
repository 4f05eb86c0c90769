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
    status: 503, message: "the gateway is shutting down; try again", code: "shutting_down")

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

  /// The key has a cap and the offer has no price, so the cap cannot be kept.
  static func unpriced(_ offer: OfferID) -> WireError {
    WireError(
      status: 403,
      message:
        "this key has a cap and the offer '\(offer)' has no known price, so the cap could not be kept; state a price under 'overrides:' or use a key without a cap",
      code: "unknown_price", extra: [("offer", .string(offer))])
  }

  /// The key's cap would be passed.
  static func overBudget(_ exceeded: BudgetExceeded, now: Timestamp) -> WireError {
    var extra: [(String, JSONValue)] = [
      ("window", .string("\(exceeded.window)")),
      ("cap_nanousd", .number("\(exceeded.cap.amount)")), ("spent_nanousd", .number("\(exceeded.spent.amount)")),
      ("held_nanousd", .number("\(exceeded.held.amount)")),
      ("requested_nanousd", .number("\(exceeded.requested.amount)")),
    ]
    var reset = "it does not reset by itself; ask for a higher cap"
    if let at = exceeded.resetsAt {
      reset = "it resets at \(at)"
      extra.append(("resets_at", .string("\(at)")))
    }
    return WireError(
      status: 429,
      message:
        "this key's \(exceeded.window) cap of \(exceeded.cap) does not cover this request: \(exceeded.spent) is spent, \(exceeded.held) is held for requests under way and this one may cost up to \(exceeded.requested); \(reset)",
      type: nil, code: "budget_exceeded", extra: extra)
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
        code: "no_permitted_offer", extra: [("retry_after_seconds", .number("5"))])
    }
  }

  /// Nothing that was tried could serve; `reply` has the upstream's own words.
  static func upstream(
    _ failure: UpstreamFailure, offer: OfferID, attempts: AttemptLog, reply: WireError? = nil, retryAfter: Int64? = nil
  ) -> WireError {
    let status: Int =
      switch failure {
      case .status(let status) where [400, 409, 413, 422, 429].contains(status): status
      case .status(503), .status(529): 503
      case .status(let status) where (400..<500).contains(status) && ![401, 402, 403, 404, 408].contains(status): status
      case .timeout: 504
      default: 502
      }
    let words = reply.map { ": \($0.message)" } ?? ""
    let tried = attempts.failures > 1 ? " (tried: \(attempts.text))" : ""
    var extra: [(String, JSONValue)] = [("offer", .string(offer))]
    if let retryAfter { extra.append(("retry_after_seconds", .number("\((retryAfter + 999) / 1000)"))) }
    return WireError(
      status: status, message: "the upstream '\(offer)' failed: \(failure.sentence)\(words)\(tried)",
      code: reply?.code ?? "upstream_error", param: reply?.param, extra: extra)
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
