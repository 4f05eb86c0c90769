import Catalog
import Dialects
import Ledger
import NIOCore
import Routing

/// A request that was chosen, with the answer that its caller got: what is needed to have a second model answer it.
struct ShadowSample: Sendable {
  /// How the answer came.
  enum Reply: Sendable {
    /// A body, in the caller's dialect.
    case whole(ByteBuffer)
    /// Server-sent events, in the caller's dialect.
    case streamed([UInt8])
  }

  /// A gate that wants to see the request.
  struct Ticket: Sendable {
    var standing: GateStanding
    var inclusion: ShadowSampling.Inclusion
    var stratum: ShadowSampling.Stratum
  }

  /// Bytes of a request's or a reply's body that are copied, at most.
  static let copyLimit = 1 << 20

  var decision: DecisionID
  var at: Timestamp
  var tickets: [Ticket]
  var snapshot: Snapshot
  /// What the router was given.
  var request: RoutingRequest
  var useCase: String
  var dialect: Dialect
  /// The request as the caller wrote it.
  var body: ByteBuffer
  /// The position in the catalogue of the offer that served.
  var served: Int
  /// The answer; nil when the side that should have served did not, and another one had to.
  var reply: Reply?
  var usage: UsageCounts?
  /// Milliseconds until the answer was complete.
  var duration: Int64

  /// What it holds in memory, bytes.
  var bytes: Int {
    let answer =
      switch reply {
      case .whole(let buffer)?: buffer.readableBytes
      case .streamed(let bytes)?: bytes.count
      case nil: 0
      }
    return body.readableBytes + answer
  }
}
