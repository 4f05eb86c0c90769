/// The facts of a whole (non-streaming) reply; those of a body that is not one JSON object say so.
///
/// `keepsText` keeps what was generated, to be counted in a vocabulary.
public func scanReply(_ body: Span<UInt8>, dialect: Dialect, keepsText: Bool = false) -> ReplyFacts {
  var reader = ReplyReader(dialect: dialect, keepsText: keepsText)
  do throws(DialectError) {
    let document = try reader.read(body)
    return ReplyFacts(
      isValid: true, usage: reader.usage.counts(dialect), finishReasons: reader.finishReasons,
      generated: reader.generated, billing: reader.billing,
      error: document.hasError ? WireError(upstreamBody: body, status: nil) : nil)
  } catch {
    return ReplyFacts()
  }
}
