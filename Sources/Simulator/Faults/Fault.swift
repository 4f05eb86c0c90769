/// Something that goes wrong with a reply on purpose.
public struct Fault: Hashable, Sendable {
  /// The ways in which a reply can go wrong; `after` counts stream events that arrive whole before it does.
  public enum Kind: Hashable, Sendable {
    /// An error reply with this HTTP status.
    case status(Int)
    /// The first byte comes this many milliseconds late.
    case slow(milliseconds: Int)
    /// The connection closes in the middle; a plain reply ends half-way.
    case cut(after: Int)
    /// The HTTP body ends properly but the stream's own end is missing.
    case truncated(after: Int)
    /// Nothing more comes, and the connection stays open.
    case stall(after: Int)
    /// An event whose data is not JSON; a plain reply is broken JSON.
    case malformed(after: Int)
    /// An error inside the stream, in the dialect's own form; a plain reply is a 500.
    case errorEvent(after: Int)
    /// The answer is this text, whatever was asked for.
    case saying(String)
    /// The model refuses, by its provider's own sign.
    case refusing
    /// The answer ends at a length limit, whatever the caller's limit.
    case cutOff
    /// The reply tells no usage.
    case noUsage
    /// `content-length` differs from what is sent by this many bytes, and the connection closes.
    case wrongLength(by: Int)
    /// The connection is reset before any byte of the reply.
    case reset
  }

  /// How a `Retry-After` header says when to come back.
  public enum RetryAfter: Hashable, Sendable {
    /// `Retry-After: 3`
    case seconds(Int)
    /// `Retry-After: Mon, 23 Nov 2026 12:00:00 GMT`, this many seconds from now.
    case date(secondsFromNow: Int)
  }

  /// What goes wrong.
  public var kind: Kind
  /// Sent with an error status.
  public var retryAfter: RetryAfter?

  /// A fault of a kind.
  public init(_ kind: Kind, retryAfter: RetryAfter? = nil) {
    self.kind = kind
    self.retryAfter = retryAfter
  }
}

extension Fault: CustomStringConvertible {
  /// The name under which the log reports it, such as `cut,after=3`.
  public var description: String {
    switch kind {
    case .status(let status): "\(status)"
    case .slow(let milliseconds): "slow,ms=\(milliseconds)"
    case .cut(let after): "cut,after=\(after)"
    case .truncated(let after): "truncated,after=\(after)"
    case .stall(let after): "stall,after=\(after)"
    case .malformed(let after): "malformed,after=\(after)"
    case .errorEvent(let after): "error-event,after=\(after)"
    case .saying: "saying"
    case .refusing: "refusing"
    case .cutOff: "cut-off"
    case .noUsage: "no-usage"
    case .wrongLength(let difference): "wrong-length,by=\(difference)"
    case .reset: "reset"
    }
  }
}
