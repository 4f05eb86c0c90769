/// How a request ended.
public enum RequestStatus: String, CaseIterable, Codable, Sendable {
  /// The caller got a whole reply.
  case ok
  /// The request was at fault, by the upstream's word or ours.
  case clientError = "client_error"
  /// No upstream could serve it.
  case upstreamError = "upstream_error"
  /// The caller went away.
  case cancelled
  /// The gateway's process ended first; the cost is an upper bound.
  case interrupted
  /// The reply broke off after it had begun.
  case cut
  /// The policy forbade it.
  case refused
  /// A cap forbade it.
  case overBudget = "over_budget"

  /// A number that the journal keeps.
  var code: UInt8 {
    switch self {
    case .ok: 0
    case .clientError: 1
    case .upstreamError: 2
    case .cancelled: 3
    case .interrupted: 4
    case .cut: 5
    case .refused: 6
    case .overBudget: 7
    }
  }

  init?(code: UInt8) {
    guard let status = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = status
  }
}
