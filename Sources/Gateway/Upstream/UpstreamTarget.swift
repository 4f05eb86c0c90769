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
  private let secret: [UInt8]?

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
    self.secret = secret.flatMap { $0.isEmpty ? nil : Array($0.utf8) }
  }

  /// An upstream's words without the key that it was shown, also where it shows only the begin of it.
  func redacted(_ text: String) -> String {
    guard let secret else { return text }
    return String(decoding: redacted(Array(text.utf8), secret), as: UTF8.self)
  }

  /// The same for bytes on the wire; nil when the key is not in them.
  func redacted(_ bytes: [UInt8]) -> [UInt8]? {
    guard let secret, firstKey(bytes, secret, from: 0) != nil else { return nil }
    return redacted(bytes, secret)
  }

  // As many bytes of a key tell it from other words, and may be shown by those who mean to hide the rest.
  private static let shownBytes = 12

  // Where the begin of the key first stands at or behind a place.
  private func firstKey(_ bytes: [UInt8], _ key: [UInt8], from start: Int) -> Int? {
    let begin = key.prefix(Self.shownBytes)
    guard start <= bytes.count - begin.count else { return nil }
    return (start...(bytes.count - begin.count)).first { place in
      bytes[place] == key[0] && bytes[place...].starts(with: begin)
    }
  }

  private func redacted(_ bytes: [UInt8], _ key: [UInt8]) -> [UInt8] {
    var clean: [UInt8] = []
    clean.reserveCapacity(bytes.count)
    var position = 0
    while let place = firstKey(bytes, key, from: position) {
      clean += bytes[position..<place]
      clean += Array("[key]".utf8)
      var length = min(Self.shownBytes, key.count)
      while length < key.count, place + length < bytes.count, bytes[place + length] == key[length] { length += 1 }
      position = place + length
    }
    return clean + bytes[position...]
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
