import HTTP1
import NIOCore

/// Who sent a request over an upstream connection and hears of everything that comes back.
protocol ReplyReceiver: AnyObject {
  func upstream(_ connection: UpstreamConnection, head: HTTPResponseParser.Head)
  func upstream(_ connection: UpstreamConnection, body bytes: ByteBuffer)
  /// Everything that had arrived by now was handed over.
  func upstreamReadComplete()
  /// The response is complete.
  func upstreamEnded(_ connection: UpstreamConnection)
  func upstream(_ connection: UpstreamConnection, failed failure: UpstreamFailure)
  /// Has what was written to a channel sent.
  func flush(_ channel: any Channel)
}
