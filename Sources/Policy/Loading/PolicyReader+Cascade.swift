internal import StrictYAML

extension PolicyReader {
  private static var laterSignals: [String] { ["agreement", "verifier"] }

  /// A use case's `cascade`.
  mutating func cascade(_ mapping: YAMLMapping, modelClass: ModelClass?, maxFallbacks: Int) -> Policy.Cascade? {
    let keys = ["signals", "threshold", "stream"]
    guard let node = mapping.value("cascade"), let cascade = errors.mapping(node, keys: keys) else { return nil }
    if let modelClass, modelClass != .hybrid {
      errors.note(
        node.error("a cascade needs class: hybrid; \(modelClass.rawValue) weights alone leave nothing to ask instead"))
    }
    if maxFallbacks == 0 { errors.note(node.error("a cascade needs max_fallbacks of 1 or more")) }
    let signals = required(cascade, "signals").map { self.signals($0) } ?? []
    let threshold = ppm(cascade, "threshold", 1...1_000_000)
    if signals.contains(.logprob), cascade.value("threshold") == nil {
      errors.note(node.error("'threshold' is missing: the signal 'logprob' is a number between 0 and 1"))
    } else if !signals.contains(.logprob), let place = cascade.value("threshold") {
      errors.note(place.error("'threshold' has a meaning only with the signal 'logprob'"))
    }
    let streaming: Policy.Cascade.Streaming = choice(cascade, "stream") ?? .hold
    return Policy.Cascade(signals: signals, thresholdPPM: threshold, streaming: streaming)
  }

  private mutating func signals(_ node: YAMLNode) -> [Policy.Cascade.Signal] {
    guard let items = errors.take({ () throws(YAMLError) in try node.list() }) else { return [] }
    if items.isEmpty { errors.note(node.error("'signals' names no signal", allowed: Self.signalNames)) }
    var signals: [Policy.Cascade.Signal] = []
    for item in items {
      if let name = try? item.string(), Self.laterSignals.contains(name) {
        errors.note(
          item.error(
            "'\(name)' would need further calls before the caller is answered, which the gateway does not make",
            allowed: Self.signalNames))
        continue
      }
      let signal = errors.take { () throws(YAMLError) in try item.choice(Policy.Cascade.Signal.self) }
      if let signal, !signals.contains(signal) { signals.append(signal) }
    }
    return signals
  }

  private static var signalNames: [String] { Policy.Cascade.Signal.allCases.map(\.rawValue) }
}
