import Dialects

extension FuzzTarget {
  /// The relay of streams, and the parser of events beneath it.
  static let stream = FuzzTarget(
    "stream",
    Mutator(
      .stream, seeds: SeedStreams.bytes(SeedStreams.openAI + SeedStreams.anthropic), tokens: Tokens.streams,
      longest: 16_384)
  ) { input in
    do throws(Broken) {
      for dialect in Dialect.allCases { try checkRelay(input, dialect) }
      return nil
    } catch {
      return error.what
    }
  }
}

/// All that a relay shows of itself.
private struct Outcome: Equatable {
  var output: [UInt8] = []
  var code: DialectError.Code?
  var usage: UsageCounts?
  var isFinished = false
  var outputBytes = 0
  var events = 0
  var dropped = 0
  var upstreamError: WireError?

  init(_ pieces: [[UInt8]], _ dialect: Dialect, strip: Bool) {
    var relay = StreamRelay(dialect: dialect, stripUsageChunk: strip, limits: ScanLimits(eventBytes: 4_096))
    do throws(DialectError) {
      for piece in pieces { try relay.receive(piece.span, into: &output) }
      try relay.end()
    } catch {
      code = error.code
    }
    usage = relay.usage
    isFinished = relay.isFinished
    outputBytes = relay.outputBytes
    events = relay.events
    dropped = relay.dropped
    upstreamError = relay.upstreamError
  }
}

private func checkRelay(_ input: [UInt8], _ dialect: Dialect) throws(Broken) {
  var random = FuzzRandom(bytes: input)
  let whole = Outcome([input], dialect, strip: false)
  if whole.dropped == 0 {
    try Broken.unless(input.starts(with: whole.output), "the output is not what came in")
  } else {
    // Nothing is added and nothing changes its place.
    var rest = input[...]
    for byte in whole.output {
      guard let place = rest.firstIndex(of: byte) else { throw Broken(what: "the output is not part of what came in") }
      rest = rest[(place + 1)...]
    }
    try Broken.unless(
      whole.dropped <= 3 || whole.code != nil, "a stream of which nearly nothing makes sense is passed on")
  }
  let sizes = input.count <= 1_024 ? [1, 7, 100] : [7, 400]
  for longest in sizes {
    try Broken.unless(
      Outcome(random.pieces(input, longest: longest), dialect, strip: false) == whole,
      "pieces of up to \(longest) bytes make a difference")
  }
  let stripped = Outcome([input], dialect, strip: true)
  try Broken.unless(
    Outcome(random.pieces(input, longest: 9), dialect, strip: true) == stripped, "pieces make a difference if stripped")
  var same = stripped
  same.output = whole.output
  try Broken.unless(same == whole && stripped.output.count <= whole.output.count, "stripping changes what was seen")
  if dialect == .openAIChat {
    let expected = try withoutUsageChunks(whole.output)
    try Broken.unless(stripped.output == expected, "another chunk than that of usage is left out")
  }
  if whole.code == nil {
    try Broken.unless(whole.isFinished, "an end is accepted that is none")
  }
  try checkEvents(whole.output)
}

/// The stream without events whose data is a chunk with usage and without choices.
private func withoutUsageChunks(_ output: [UInt8]) throws(Broken) -> [UInt8] {
  var parser = SSEParser()
  parser.append(output.span)
  var kept: [UInt8] = []
  do throws(DialectError) {
    while let event = try parser.next() {
      let data = event.data.map { Array((event.isJoined ? parser.joined : parser.buffer)[$0]) } ?? []
      let members = (try? JSONValue.parse(data.span))?.object ?? []
      // Of several members with one name each counts that can be read.
      let choices = members.last { $0.0 == "choices" && $0.1.array != nil }?.1.array
      let hasUsage = members.contains { $0.0 == "usage" && $0.1.object != nil }
      if !(hasUsage && choices?.isEmpty == true) { kept += parser.buffer[event.raw] }
    }
  } catch {
    throw Broken(what: error.message)
  }
  return kept
}

/// Everything that was passed on must be whole events whose data is JSON.
private func checkEvents(_ output: [UInt8]) throws(Broken) {
  var parser = SSEParser()
  parser.append(output.span)
  do throws(DialectError) {
    while let event = try parser.next() {
      guard let range = event.data, !range.isEmpty else { continue }
      let data = Array((event.isJoined ? parser.joined : parser.buffer)[range])
      if data.elementsEqual("[DONE]".utf8) || event.name != nil { continue }
      _ = try JSONValue.parse(data.span)
    }
  } catch {
    throw Broken(what: "an event was passed on that is none: \(error.message)")
  }
  try Broken.unless(!parser.hasPartialEvent, "half an event was passed on")
}
