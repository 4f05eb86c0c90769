/// The facts of a whole (non-streaming) reply; those of a body that is not one JSON object say so.
public func scanReply(_ body: Span<UInt8>, dialect: Dialect) -> ReplyFacts {
  var reader = ReplyReader(dialect: dialect)
  do throws(DialectError) {
    let document = try reader.read(body)
    return ReplyFacts(
      isValid: true, usage: reader.usage.counts(dialect), finishReasons: reader.finishReasons,
      outputBytes: reader.outputBytes, error: document.hasError ? WireError(upstreamBody: body, status: nil) : nil)
  } catch {
    return ReplyFacts()
  }
}
