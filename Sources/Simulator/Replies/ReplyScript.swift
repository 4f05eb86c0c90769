/// Everything that goes over the wire for one reply, decided before the first byte is sent.
struct ReplyScript: Sendable {
  /// How a reply ends.
  enum Ending: Hashable, Sendable {
    /// Properly.
    case whole
    /// The connection closes.
    case close
    /// Nothing more comes until the caller gives up.
    case stall
    /// The connection is reset before anything was sent.
    case reset
  }

  var status: Int
  var headers: [(String, String)]
  /// What is sent, each piece on its own.
  var pieces: [[UInt8]]
  /// The `content-length` to declare; nil sends chunked.
  var declaredLength: Int?
  var ending = Ending.whole
  var firstDelayMilliseconds = 0
  var pieceDelayMilliseconds = 0
  /// The fault that this reply shows, for the log.
  var fault: Fault?

  /// A plain JSON reply.
  init(status: Int = 200, json: JSONValue, headers: [(String, String)] = []) {
    let body = json.bytes
    self.status = status
    self.headers = [("content-type", "application/json")] + headers
    pieces = [body]
    declaredLength = body.count
  }

  /// A stream of server-sent events.
  init(events: [[UInt8]]) {
    status = 200
    headers = [("content-type", "text/event-stream; charset=utf-8"), ("cache-control", "no-cache")]
    pieces = events
  }
}

/// The events of a stream, and how many of them come before those that end it.
struct StreamEvents: Sendable {
  var events: [[UInt8]] = []
  /// Events before the first that says how the answer ended.
  var openCount = 0

  /// Adds an event of OpenAI's kind.
  mutating func add(data: JSONValue) { events.append(Array("data: ".utf8) + data.bytes + Array("\n\n".utf8)) }

  /// Adds an event of Anthropic's kind, named as its data's type.
  mutating func add(named data: JSONValue) {
    events.append(Array("event: \(data["type"]?.text ?? "message")\ndata: ".utf8) + data.bytes + Array("\n\n".utf8))
  }

  /// Says that what comes from here on ends the answer.
  mutating func markEnd() { if openCount == 0 { openCount = events.count } }
}
