import Dialects
import NIOHTTP1

/// A reply that is sent in one piece.
struct WholeReply: Sendable {
  /// `200 OK`.
  var statusLine: String
  /// Ready for the wire, each line ended.
  var fields: String
  var body: [UInt8]

  init(status: Int, fields: String = "", body: [UInt8]) {
    statusLine = status == 200 ? "200 OK" : "\(status) \(HTTPResponseStatus(statusCode: status).reasonPhrase)"
    self.fields = fields
    self.body = body
  }

  /// An error in the caller's dialect.
  init(_ error: WireError, dialect: Dialect, fields: String = "") {
    var fields = fields
    if let seconds = error.retryAfterSeconds { fields += "retry-after: \(seconds)\r\n" }
    // OpenAI's and Anthropic's clients, and the agents built on them, try again unless they are told not to.
    if error.isFinal { fields += "x-should-retry: false\r\n" }
    self.init(status: error.status, fields: fields, body: error.body(dialect))
  }
}
