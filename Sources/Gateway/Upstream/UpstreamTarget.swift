import Dialects
import NIOCore

/// Where an upstream is and how it is spoken to; everything that does not change from request to request.
final class UpstreamTarget: Sendable {
  /// The number that connections to this address and with these trust roots share.
  let poolKey: Int
  let provider: String
  let dialect: Dialect
  /// The field that limits an answer: OpenAI's own newer models refuse the one that everybody else understands.
  let limitField: OutputLimitField
  let host: String
  let port: Int
  /// Where `host` is a number. Names are looked up on threads of the process that other work may keep busy.
  let address: SocketAddress?
  /// Nil for plain HTTP, which is meant for loopback.
  let tls: UpstreamTLS?
  /// Everything of a request's head that is always the same, per endpoint.
  let chatHead: String
  let embeddingsHead: String
  /// A whole request for the list of models, which costs nothing and shows whether the upstream answers.
  let modelsRequest: String
  /// The key that it is shown; nil for one that asks for none.
  private let secret: String?

  init(
    poolKey: Int, provider: String, dialect: Dialect, limitField: OutputLimitField, host: String, port: Int,
    tls: UpstreamTLS?, chatHead: String, embeddingsHead: String, modelsRequest: String, secret: String?
  ) {
    self.poolKey = poolKey
    self.provider = provider
    self.dialect = dialect
    self.limitField = limitField
    self.host = host
    self.port = port
    address = try? SocketAddress(ipAddress: host, port: port)
    self.tls = tls
    self.chatHead = chatHead
    self.embeddingsHead = embeddingsHead
    self.modelsRequest = modelsRequest
    self.secret = secret
  }

  /// An upstream's words without the key that it was shown, also where it shows only the begin of it.
  func redacted(_ text: String) -> String {
    guard let secret else { return text }
    return String(decoding: redacted(Array(text.utf8), secret), as: UTF8.self)
  }

  /// The same for bytes on the wire; nil when the key is not in them.
  func redacted(_ bytes: [UInt8]) -> [UInt8]? {
    guard let secret else { return nil }
    let clean = redacted(bytes, secret)
    return clean.count == bytes.count && clean == bytes ? nil : clean
  }

  // As many bytes of a key tell it from other words, and may be shown by those who mean to hide the rest.
  private static let shownBytes = 12

  private func redacted(_ bytes: [UInt8], _ secret: String) -> [UInt8] {
    let key = Array(secret.utf8)
    let begin = key.prefix(Self.shownBytes)
    guard !key.isEmpty else { return bytes }
    var clean: [UInt8] = []
    clean.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      guard bytes[position] == key[0], bytes[position...].starts(with: begin) else {
        clean.append(bytes[position])
        position += 1
        continue
      }
      clean += Array("[key]".utf8)
      var length = begin.count
      while length < key.count, position + length < bytes.count, bytes[position + length] == key[length] { length += 1 }
      position += length
    }
    return clean
  }

  /// A head that ends just before the value of `content-length`.
  static func head(
    path: String, host: String, port: Int, defaultPort: Int, credentials: [(String, String)]
  ) -> String {
    start("POST \(path)", host: host, port: port, defaultPort: defaultPort, credentials: credentials)
      + "content-type: application/json\r\naccept: application/json, text/event-stream\r\n"
  }

  /// A whole request without a body, whose connection ends with the answer.
  static func request(
    path: String, host: String, port: Int, defaultPort: Int, credentials: [(String, String)]
  ) -> String {
    start("GET \(path)", host: host, port: port, defaultPort: defaultPort, credentials: credentials)
      + "accept: application/json\r\nconnection: close\r\n\r\n"
  }

  private static func start(
    _ request: String, host: String, port: Int, defaultPort: Int, credentials: [(String, String)]
  ) -> String {
    var head = "\(request) HTTP/1.1\r\nhost: \(host)\(port == defaultPort ? "" : ":\(port)")\r\n"
    for (name, value) in credentials { head += "\(name): \(value)\r\n" }
    return head + "user-agent: steelyard/\(SteelyardVersion.current)\r\n"
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
