import Dialects
import NIOCore

/// Where an upstream is and how it is spoken to; everything that does not change from request to request.
struct UpstreamTarget: Sendable {
  /// The number that connections to this address and with these trust roots share.
  var poolKey: Int
  var provider: String
  var dialect: Dialect
  /// The field that limits an answer: OpenAI's own newer models refuse the one that everybody else understands.
  var limitField: OutputLimitField
  var host: String
  var port: Int
  /// Nil for plain HTTP, which is meant for loopback.
  var tls: UpstreamTLS?
  /// Everything of a request's head that is always the same, per endpoint.
  var chatHead: String
  var embeddingsHead: String

  /// A head that ends just before the value of `content-length`.
  static func head(
    path: String, host: String, port: Int, defaultPort: Int, credentials: [(String, String)]
  ) -> String {
    var head = "POST \(path) HTTP/1.1\r\nhost: \(host)\(port == defaultPort ? "" : ":\(port)")\r\n"
    for (name, value) in credentials { head += "\(name): \(value)\r\n" }
    head += "content-type: application/json\r\naccept: application/json, text/event-stream\r\n"
    head += "user-agent: steelyard/\(SteelyardVersion.current)\r\n"
    return head
  }

  /// One buffer for head and body, so that a request is one write.
  func encode(
    head: String, extra: String, body: [UInt8]
  ) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: head.utf8.count + extra.utf8.count + body.count + 48)
    buffer.writeString(head)
    buffer.writeString(extra)
    buffer.writeStaticString("content-length: ")
    buffer.writeString(String(body.count))
    buffer.writeStaticString("\r\n\r\n")
    buffer.writeBytes(body)
    return buffer
  }
}
