/// Why an attempt at an upstream came to nothing before a reply could be relayed.
enum UpstreamFailure: Error, Equatable, Sendable {
  /// No connection could be made; nothing was sent.
  case connect(String)
  /// The certificate was refused or the handshake failed; nothing was sent.
  case tls(String)
  /// The time limit of this phase passed.
  case timeout(Phase)
  /// The connection ended before the response did.
  case closed(reusedBeforeResponse: Bool)
  /// The bytes are not HTTP, or not the dialect that was expected.
  case malformed(String)
  /// The upstream answered with a status that is not a success.
  case status(Int)
  /// The upstream refused the request because it is too long for this offer's context.
  case contextLength

  /// What the gateway was waiting for.
  enum Phase: String, Sendable { case connect, firstByte = "first byte", firstToken = "first token", idle, total }

  /// A short text for the ledger: `connect`, `timeout:idle`, `429`.
  var label: String {
    switch self {
    case .connect: "connect"
    case .tls: "tls"
    case .timeout(let phase): "timeout:\(phase.rawValue)"
    case .closed: "closed"
    case .malformed: "malformed"
    case .status(let status): String(status)
    case .contextLength: "context_length"
    }
  }

  /// A sentence for the caller.
  var sentence: String {
    switch self {
    case .connect(let reason): "no connection could be made (\(reason))"
    case .tls(let reason): "its TLS certificate could not be verified or the handshake failed (\(reason))"
    case .timeout(let phase): "the \(phase.rawValue) time limit passed"
    case .closed: "it closed the connection before its reply was complete"
    case .malformed(let reason): "its reply could not be understood (\(reason))"
    case .status(401), .status(403):
      "it refused the gateway's own credentials for it; the gateway's operator has to see to its key"
    case .status(402): "it wants the gateway's own account to be paid; the gateway's operator has to see to it"
    case .status(let status): "it answered with status \(status)"
    case .contextLength: "the request is too long for its context"
    }
  }
}
