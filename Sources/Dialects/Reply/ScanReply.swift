/// The facts of a whole (non-streaming) reply; those of a body that is not one JSON object say so.
///
/// `keepsText` keeps what was generated, to be counted in a vocabulary; it is kept only where the provider does not say
/// what was used.
public func scanReply(_ body: Span<UInt8>, dialect: Dialect, keepsText: Bool = false) -> ReplyFacts {
  // Nearly every reply says what was used: its text is weighed only where an estimate will stand on it.
  let facts = read(body, ReplyReader(dialect: dialect, weighsText: false))
  guard facts.isValid, facts.usage == nil, facts.outputBytes > 0 else { return facts }
  return read(body, ReplyReader(dialect: dialect, keepsText: keepsText))
}

private func read(_ body: Span<UInt8>, _ reader: consuming ReplyReader) -> ReplyFacts {
  do throws(DialectError) {
    let document = try reader.read(body)
    return ReplyFacts(
      isValid: true, usage: reader.usage.counts(reader.dialect), finishReasons: reader.finishReasons,
      generated: reader.generated, billing: reader.billing,
      error: document.hasError ? WireError(upstreamBody: body, status: nil) : nil)
  } catch {
    return ReplyFacts()
  }
}
