import HTTP1
import NIOCore

extension FuzzTarget {
  /// Requests as callers send them.
  static let httpRequest = FuzzTarget(
    "http-request",
    Mutator(.document, seeds: SeedInputs.bytes(SeedMessages.requests), tokens: Tokens.messages, longest: 8_192)
  ) { input in
    checkSplits(input, longestHead: 4_096) { pieces throws(HTTPMalformed) in try requests(pieces) }
  }

  /// Responses as upstreams send them.
  static let httpResponse = FuzzTarget(
    "http-response",
    Mutator(.document, seeds: SeedInputs.bytes(SeedMessages.responses), tokens: Tokens.messages, longest: 8_192)
  ) { input in
    checkSplits(input, longestHead: 64 << 10) { pieces throws(HTTPMalformed) in try responses(pieces) }
  }
}

/// What is read of some bytes: all that came before the fault, and whether there was one.
private struct Messages: Equatable {
  var texts: [String] = []
  var isBroken = false
  var wait: Int64 = 0
  var longestField = 0
}

private func checkSplits(
  _ input: [UInt8], longestHead: Int, _ read: ([[UInt8]]) throws(HTTPMalformed) -> Messages
) -> String? {
  do throws(Broken) {
    do throws(HTTPMalformed) {
      _ = try read([input])
    } catch {
      try Broken.unless(!error.description.isEmpty && error.description.utf8.count < 600, "an error says too much")
      try Broken.unless([400, 414, 431].contains(error.status), "an error has the status \(error.status)")
    }
    var random = FuzzRandom(bytes: input)
    let whole = parts(of: [input], read)
    try Broken.unless((0...86_400_000).contains(whole.wait), "an upstream is waited for for \(whole.wait) ms")
    try Broken.unless(whole.longestField <= longestHead, "a field is longer than a head")
    for longest in [1, 7, 100] {
      let split = parts(of: random.pieces(input, longest: longest), read)
      try Broken.unless(split == whole, "pieces of up to \(longest) bytes make a difference: \(split) for \(whole)")
    }
    return nil
  } catch {
    return error.what
  }
}

// A fault ends a connection, so all that matters is what was handed on before it.
private func parts(of pieces: [[UInt8]], _ read: ([[UInt8]]) throws(HTTPMalformed) -> Messages) -> Messages {
  (try? read(pieces)) ?? Messages(isBroken: true)
}

private func requests(_ pieces: [[UInt8]]) throws(HTTPMalformed) -> Messages {
  var parser = HTTPRequestParser(headLimit: 4_096)
  var pending = ByteBuffer()
  var messages = Messages()
  for piece in pieces {
    pending.writeBytes(piece)
    while let part = try parser.next(&pending) {
      switch part {
      case .head(let head):
        messages.texts.append("\(head.method.name) \(head.path) \(head.host ?? "") \(head.forwarded)")
        let texts = [head.token, head.useCase, head.host, head.origin, head.fetchSite, head.idempotencyKey]
        messages.longestField = texts.reduce(head.path.utf8.count) { max($0, $1?.utf8.count ?? 0) }
      case .body(let bytes):
        messages.texts[messages.texts.count - 1] += bytes.readableBytesView.map { "\($0) " }.joined()
      case .end: messages.texts[messages.texts.count - 1] += "."
      }
    }
  }
  return messages
}

private func responses(_ pieces: [[UInt8]]) throws(HTTPMalformed) -> Messages {
  var parser = HTTPResponseParser()
  var pending = ByteBuffer()
  var messages = Messages()
  func take(_ part: HTTPResponseParser.Part) {
    switch part {
    case .head(let head):
      messages.texts.append("\(head.status) \(head.contentType) \(head.requestID) \(head.keepAlive)")
      if case .milliseconds(let delay) = head.retryAfter { messages.wait = max(messages.wait, delay) }
      messages.longestField = max(head.contentType.utf8.count, head.requestID.utf8.count)
    case .body(let bytes): messages.texts[messages.texts.count - 1] += bytes.readableBytesView.map { "\($0) " }.joined()
    case .end: messages.texts[messages.texts.count - 1] += "."
    }
  }
  for piece in pieces {
    pending.writeBytes(piece)
    while let part = try parser.next(&pending) { take(part) }
  }
  if let part = try parser.closed() { take(part) }
  return messages
}
