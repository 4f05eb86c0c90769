import Catalog
import Dialects
import NIOCore

/// A request as a client wrote it, to be answered in one piece by another offer.
struct WholeRequest: Sendable {
  /// The request's body.
  var body: [UInt8]
  /// The dialect that it is written in, and that the answer is wanted in.
  var dialect: Dialect

  /// The bytes to send; an answer without a limit of its own gets `maxOutputTokens`, which is what was set aside.
  func encode(for offer: Offer, target: UpstreamTarget, maxOutputTokens: Int) throws(DialectError) -> ByteBuffer {
    guard case .object(let all) = try JSONValue.parse(body.span) else {
      throw DialectError(.invalidJSON, "the request is not an object")
    }
    // Streaming is how the client wanted it, not what it asked.
    var members = all.filter { !["model", "stream", "stream_options"].contains($0.0) }
    members.insert(("model", .string(offer.upstreamModel)), at: 0)
    if target.dialect == dialect {
      let isLimited = members.contains {
        ($0.0 == "max_tokens" || $0.0 == "max_completion_tokens") && !$0.1.isNull
      }
      if !isLimited { members.append((target.limitField.rawValue, .number(maxOutputTokens))) }
    }
    var bytes: [UInt8] = []
    JSONValue.object(members).write(into: &bytes)
    if target.dialect != dialect {
      bytes = try Translation(caller: dialect, upstream: target.dialect).request(
        bytes.span, upstreamModel: offer.upstreamModel, defaultMaxTokens: maxOutputTokens,
        limitField: target.limitField)
    }
    return target.encode(head: target.chatHead, extra: "", body: bytes)
  }

  /// A whole reply of `target` in this request's dialect, and its facts.
  func reply(_ reply: ByteBuffer, from target: UpstreamTarget) throws(DialectError) -> (
    body: [UInt8], facts: ReplyFacts
  ) {
    let bytes = Array(reply.readableBytesView)
    if target.dialect != dialect {
      return try Translation(caller: dialect, upstream: target.dialect).reply(bytes.span)
    }
    let facts = scanReply(bytes.span, dialect: dialect)
    guard facts.isValid else { throw DialectError(.malformedStream, "the reply is not a JSON object") }
    return (bytes, facts)
  }
}
