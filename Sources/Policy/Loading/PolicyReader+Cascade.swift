internal import Catalog
internal import StrictYAML

extension PolicyReader {
  /// A use case's `cascade`.
  mutating func cascade(_ mapping: YAMLMapping, modelClass: ModelClass?, maxFallbacks: Int) -> Policy.Cascade? {
    let keys = ["signals", "timeout_ms", "stream"]
    guard let node = mapping.value("cascade"), let cascade = errors.mapping(node, keys: keys) else { return nil }
    if let modelClass, modelClass != .hybrid {
      errors.note(
        node.error("a cascade needs class: hybrid; \(modelClass.rawValue) weights alone leave nothing to ask instead"))
    }
    if maxFallbacks == 0 { errors.note(node.error("a cascade needs max_fallbacks of 1 or more")) }
    let signals = required(cascade, "signals").map { self.signals($0) } ?? []
    let limit = int(cascade, "timeout_ms", 100...600_000) ?? 30_000
    if let place = cascade.value("timeout_ms"), !signals.contains(where: \.asksModels) {
      errors.note(place.error("'timeout_ms' has a meaning only with signals that ask models: agreement, verifier"))
    }
    let streaming: Policy.Cascade.Streaming = choice(cascade, "stream") ?? .hold
    return Policy.Cascade(signals: signals, callLimit: limit, streaming: streaming)
  }

  private mutating func signals(_ node: YAMLNode) -> [Policy.Cascade.Signal] {
    guard let items = errors.take({ () throws(YAMLError) in try node.list() }) else { return [] }
    if items.isEmpty { errors.note(node.error("'signals' names no signal", allowed: Self.signalForms)) }
    var signals: [Policy.Cascade.Signal] = []
    for item in items {
      guard let signal = signal(item), !signals.contains(signal) else { continue }
      if signals.contains(where: { $0.name == signal.name }) {
        errors.note(item.error("the signal '\(signal.name)' is given twice"))
      } else {
        signals.append(signal)
      }
    }
    return signals
  }

  /// A name, or a mapping of one name to what the signal needs.
  private mutating func signal(_ node: YAMLNode) -> Policy.Cascade.Signal? {
    guard case .mapping(let pairs) = node.content else { return plainSignal(node) }
    guard let pair = pairs.first, pairs.count == 1 else {
      errors.note(node.error("a signal is one name with its settings", allowed: Self.signalForms))
      return nil
    }
    switch pair.key {
    case "logprob":
      guard let settings = settings(pair.value, pair.key, ["threshold"]) else { return nil }
      return threshold(settings).map { .logprob(thresholdPPM: $0) }
    case "agreement": return agreement(pair.value)
    case "verifier": return verifier(pair.value)
    default:
      let isPlain = Self.plainSignals.contains { $0.0 == pair.key }
      errors.note(
        pair.keyNode.error(
          isPlain ? "the signal '\(pair.key)' is yes or no and has no settings" : "'\(pair.key)' is not known here",
          allowed: Self.signalForms))
      return nil
    }
  }

  private mutating func plainSignal(_ node: YAMLNode) -> Policy.Cascade.Signal? {
    guard let name = errors.take({ () throws(YAMLError) in try node.string() }) else { return nil }
    if let signal = Self.plainSignals.first(where: { $0.0 == name })?.1 { return signal }
    let form = Self.signalForms.first { $0.hasPrefix("{\(name):") }
    let hint = Nearest.hint(name, among: Self.plainSignals.map(\.0) + ["logprob", "agreement", "verifier"])
    errors.note(
      node.error(
        form.map { "the signal '\(name)' needs settings: write \($0)" } ?? "'\(name)' is not known here\(hint)",
        allowed: Self.signalForms))
    return nil
  }

  private mutating func agreement(_ node: YAMLNode) -> Policy.Cascade.Signal? {
    guard let settings = settings(node, "agreement", ["samples", "compare", "threshold"]) else { return nil }
    let samples = required(settings, "samples").flatMap { _ in int(settings, "samples", 2...9) }
    let compares: Policy.Cascade.Agreement.Comparison = choice(settings, "compare") ?? .answer
    guard let threshold = threshold(settings), let samples else { return nil }
    return .agreement(.init(samples: samples, compares: compares, thresholdPPM: threshold))
  }

  private mutating func verifier(_ node: YAMLNode) -> Policy.Cascade.Signal? {
    guard let settings = settings(node, "verifier", ["model", "votes", "threshold"]) else { return nil }
    let model = settings.value("model") == nil ? nil : requiredText(settings, "model")
    if let model, let place = settings.value("model") { knowModel(model, place) }
    let votes = int(settings, "votes", 1...9) ?? 1
    return threshold(settings).map { .verifier(.init(model: model, votes: votes, thresholdPPM: $0)) }
  }

  private mutating func settings(_ node: YAMLNode, _ name: String, _ keys: [String]) -> YAMLMapping? {
    if node.isNull {
      errors.note(node.error("the signal '\(name)' needs settings", allowed: keys))
      return nil
    }
    return errors.mapping(node, keys: keys)
  }

  private mutating func threshold(_ settings: YAMLMapping) -> Int? {
    required(settings, "threshold").flatMap { _ in ppm(settings, "threshold", 1...1_000_000) }
  }

  private mutating func knowModel(_ name: String, _ place: YAMLNode) {
    guard let catalog, CompiledPolicy.offers(named: name, catalog).isEmpty else { return }
    let names = catalog.models.map(\.id) + catalog.offers.map(\.id)
    errors.note(place.error("the catalogue has no offer of a model '\(name)'\(Nearest.hint(name, among: names))"))
  }

  private static var plainSignals: [(String, Policy.Cascade.Signal)] {
    [("schema", .schema), ("refusal", .refusal), ("truncated", .truncated)]
  }

  private static var signalForms: [String] {
    [
      "schema", "refusal", "truncated", "{logprob: {threshold: 0.6}}", "{agreement: {samples: 3, threshold: 0.5}}",
      "{verifier: {threshold: 0.5}}",
    ]
  }
}
