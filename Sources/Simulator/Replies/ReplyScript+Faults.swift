extension ReplyScript {
  /// A plain reply with `fault` shown on it.
  init(json: JSONValue, fault: Fault?, style: Ask.Style) {
    self.init(json: json)
    self.fault = fault
    let body = pieces.first ?? []
    let half = Array(body.prefix(body.count / 2))
    switch fault?.kind {
    case .cut(let after):
      pieces = after == 0 ? [] : [half]
      ending = .close
    case .stall(let after):
      pieces = after == 0 ? [] : [half]
      ending = .stall
    case .truncated, .malformed:
      pieces = [half]
      declaredLength = half.count
    case .errorEvent:
      let error = SimulatedError(status: 500)
      self = ReplyScript(status: 500, json: error.body(style))
      self.fault = fault
    default: applyCommon(fault)
    }
  }

  /// A stream with `fault` shown on it.
  init(stream: StreamEvents, fault: Fault?, style: Ask.Style) {
    self.init(events: stream.events)
    self.fault = fault
    func opening(_ after: Int) -> [[UInt8]] { Array(stream.events.prefix(min(after, stream.openCount))) }
    switch fault?.kind {
    case .cut(let after):
      pieces = opening(after)
      ending = .close
    case .truncated(let after): pieces = opening(after)
    case .stall(let after):
      pieces = opening(after)
      ending = .stall
    case .malformed(let after):
      let start = opening(after)
      pieces = start + [Array("data: {\"simulated\": not JSON\n\n".utf8)] + stream.events.dropFirst(start.count)
    case .errorEvent(let after):
      var error = StreamEvents()
      let body = SimulatedError(status: style == .anthropic ? 529 : 500).body(style)
      if style == .anthropic { error.add(named: body) } else { error.add(data: body) }
      pieces = opening(after) + error.events
    default: applyCommon(fault)
    }
  }

  private mutating func applyCommon(_ fault: Fault?) {
    switch fault?.kind {
    case .slow(let milliseconds): firstDelayMilliseconds = milliseconds
    case .wrongLength(let difference):
      declaredLength = max(0, pieces.reduce(0) { $0 + $1.count } + difference)
      ending = .close
    case .reset: ending = .reset
    default: break
    }
  }
}
