import Dialects

extension FuzzTarget {
  /// Streams that are said in another dialect.
  static let translatedStream = FuzzTarget(
    "translated-stream",
    Mutator(
      .stream, seeds: SeedStreams.bytes(SeedStreams.openAI + SeedStreams.anthropic), tokens: Tokens.streams,
      longest: 8_192)
  ) { input in
    do throws(Broken) {
      for (caller, upstream) in translatedPairs { try checkStream(input, caller, upstream) }
      return nil
    } catch {
      return error.what
    }
  }
}

/// All that a translated stream shows of itself.
private struct Outcome: Equatable {
  var output: [UInt8] = []
  var code: DialectError.Code?
  var usage: UsageCounts?
  var isFinished = false
  var outputBytes = 0
  var upstreamError: WireError?

  init(_ pieces: [[UInt8]], _ caller: Dialect, _ upstream: Dialect) {
    var stream = TranslatingStream(
      caller: caller, upstream: upstream, includeUsage: true, limits: ScanLimits(eventBytes: 4_096))
    do throws(DialectError) {
      for piece in pieces { try stream.receive(piece.span, into: &output) }
      try stream.end(into: &output)
    } catch {
      code = error.code
    }
    usage = stream.usage
    isFinished = stream.isFinished
    outputBytes = stream.outputBytes
    upstreamError = stream.upstreamError
  }
}

private func checkStream(_ input: [UInt8], _ caller: Dialect, _ upstream: Dialect) throws(Broken) {
  var random = FuzzRandom(bytes: input)
  let whole = Outcome([input], caller, upstream)
  for longest in input.count <= 1_024 ? [1, 50] : [11, 400] {
    try Broken.unless(
      Outcome(random.pieces(input, longest: longest), caller, upstream) == whole,
      "pieces of up to \(longest) bytes make a difference")
  }
  // What the caller gets must be a stream of its own dialect, whole if and only if the upstream's was: an error ends it for good.
  var relay = StreamRelay(dialect: caller, stripUsageChunk: false)
  var same: [UInt8] = []
  do throws(DialectError) {
    try relay.receive(whole.output.span, into: &same)
  } catch {
    throw Broken(what: "the stream for \(caller) is malformed: \(error.message)")
  }
  try Broken.unless(same == whole.output, "half an event was written")
  if whole.code == nil, whole.upstreamError == nil {
    try Broken.unless(relay.isFinished, "the stream for \(caller) has no end")
  } else if !whole.isFinished {
    try Broken.unless(!relay.isFinished, "a broken stream is dressed up as whole")
  }
  try Broken.unless((relay.upstreamError == nil) == (whole.upstreamError == nil), "an error is lost or made up")
}
