/// A request that reached the simulator, for tests that assert what an upstream gets to see.
public struct ReceivedRequest: Hashable, Sendable {
  /// A header as it came, secrets blotted out.
  public struct Header: Hashable, Sendable {
    /// In lower case.
    public var name: String
    public var value: String
  }

  /// Counts from 1 since the start or the last reset.
  public var number: Int
  public var method: String
  /// Path and query.
  public var path: String
  public var headers: [Header]
  /// The body byte for byte.
  public var body: [UInt8]
  /// The model asked for, without suffixes.
  public var model: String?
  /// The fault that was shown, such as `cut,after=3`.
  public var fault: String?
  /// The status that was decided on; nil when the connection was reset.
  public var status: Int?
  /// Pieces of the reply that were written: events of a stream, or 1.
  public var piecesSent = 0
  /// True once nothing more will be sent.
  public var ended = false
  /// True when the caller closed the connection before the reply's end.
  public var cancelled = false
  /// Milliseconds since 1970.
  public var receivedAtMilliseconds: Int
  /// Milliseconds from the request's arrival to the reply's end or the caller's leaving.
  public var elapsedMilliseconds: Int?

  /// The first value of a header, by its lower-case name.
  public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

extension ReceivedRequest {
  /// This entry as `GET /_simulate/log` shows it; the body as JSON when it is that, else as text.
  var json: JSONValue {
    [
      "number": .int(number), "method": .string(method), "path": .string(path),
      "headers": .object(headers.map { .init(name: $0.name, value: .string($0.value)) }),
      "body": body.isEmpty ? .null : JSONValue(parsing: body) ?? .string(String(decoding: body, as: UTF8.self)),
      "body_bytes": .int(body.count), "model": model.map { .string($0) } ?? .null,
      "fault": fault.map { .string($0) } ?? .null, "status": status.map { .int($0) } ?? .null,
      "pieces_sent": .int(piecesSent), "ended": .bool(ended), "cancelled": .bool(cancelled),
      "received_at_ms": .int(receivedAtMilliseconds),
      "elapsed_ms": elapsedMilliseconds.map { .int($0) } ?? .null,
      "ended_at_ms": elapsedMilliseconds.map { .int(receivedAtMilliseconds + $0) } ?? .null,
    ]
  }

  private static let secrets = [
    "authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie",
  ]

  /// A header fit for the log: a secret keeps its scheme and, if it is long, its last four characters.
  static func header(name: String, value: String) -> Header {
    let name = name.lowercased()
    guard secrets.contains(name) else { return Header(name: name, value: value) }
    let parts = value.split(separator: " ", maxSplits: 1)
    let scheme = parts.count == 2 ? "\(parts[0]) " : ""
    let secret = parts.last ?? ""
    return Header(name: name, value: "\(scheme)[redacted\(secret.count >= 12 ? " …\(secret.suffix(4))" : "")]")
  }
}
