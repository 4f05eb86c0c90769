import Foundation

extension Answer {
  /// Lets the pretended model say what a fault asks for.
  mutating func show(_ fault: Fault) {
    for index in choices.indices {
      switch fault.kind {
      case .saying(let text):
        choices[index].text = SimulatedText.pieces(of: text)
        choices[index].calls = []
        choices[index].finish = .end
      case .refusing:
        choices[index].text = SimulatedText.pieces(of: "[simulated refusal]")
        choices[index].calls = []
        choices[index].finish = .refusal
      case .cutOff: choices[index].finish = .length
      default: break
      }
    }
  }

  /// The answer to `ask`; the same for the same content and seed.
  init(to ask: Ask, directive: Directive, behaviour: Behaviour, fingerprint: UInt64, said: String? = nil) {
    var generator = SeededGenerator(seed: fingerprint ^ behaviour.seed)
    var name = Fingerprint()
    name.add("\(generator.next())".utf8)
    self.name = name.hexadecimal
    let prompt = ask.promptTokens
    cachedTokens = min(prompt, directive.cached ?? 0)
    longCacheTokens = min(prompt - cachedTokens, ask.longCacheBytes / 4)
    shortCacheTokens = min(
      prompt - cachedTokens - longCacheTokens, max(0, ask.shortCacheBytes - ask.longCacheBytes) / 4)
    inputTokens = prompt - cachedTokens - longCacheTokens - shortCacheTokens
    tier = directive.tier ?? ask.servedTier
    searches = directive.searches ?? (ask.offersSearch ? 1 : 0)
    var behaviour = behaviour
    behaviour.tokens = Self.length(behaviour, &generator)
    choices = []
    for index in 0..<ask.choices {
      choices.append(
        Self.choice(
          index, to: ask, directive: directive, behaviour: behaviour, name: name.hexadecimal, said: said,
          generator: &generator))
    }
  }

  /// A length of an ordinary answer, log-normal where the behaviour spreads them (Box and Muller 1958).
  private static func length(_ behaviour: Behaviour, _ generator: inout SeededGenerator) -> Int {
    guard behaviour.tokenSpreadHundredths > 0 else { return behaviour.tokens }
    let first = max(abs(generator.unit()), 1e-12)
    let normal = (-2 * log(first)).squareRoot() * cos(.pi * generator.unit())
    let length = Double(behaviour.tokens) * exp(Double(behaviour.tokenSpreadHundredths) / 100 * normal)
    return Int(min(max(1, length), Double(Directive.mostTokens)))
  }

  private static func choice(
    _ index: Int, to ask: Ask, directive: Directive, behaviour: Behaviour, name: String,
    said: String?, generator: inout SeededGenerator
  ) -> Choice {
    let limit = max(1, ask.maxTokens ?? Directive.mostTokens)
    let wanted = directive.reasoning ?? ask.thinkingTokens
    let thinking = SimulatedText.prose(
      opening: "[simulated thinking]", count: min(wanted, limit - 1), generator: &generator)
    let room = limit - thinking.count
    if let said {
      return limited(SimulatedText.pieces(of: said), thinking: thinking, room: room, stops: ask.stops)
    }
    let calls = Self.calls(ask, directive: directive, name: "\(name)\(index)", generator: &generator)
    if !calls.isEmpty {
      let choice = Choice(thinking: thinking, text: [], calls: calls, finish: .tools)
      if choice.tokens <= room { return choice }
    }
    let text: [String]
    switch ask.form {
    case .prose:
      text = SimulatedText.prose(
        opening: "[simulated reply] \(ask.model):", count: directive.tokens ?? behaviour.tokens, generator: &generator)
    case .anyObject:
      let object: JSONValue = ["simulated": true, "reply": .string("[simulated reply] \(ask.model)")]
      text = SimulatedText.pieces(of: object.json)
    case .schema(let schema):
      text = SimulatedText.pieces(of: SchemaInstance(schema: schema).make(seed: generator.next()).json)
    }
    return Self.limited(text, thinking: thinking, room: room, stops: ask.stops)
  }

  private static func limited(_ text: [String], thinking: [String], room: Int, stops: [String]) -> Choice {
    var kept: [String] = []
    var said = ""
    for token in text {
      guard kept.count < room else { return Choice(thinking: thinking, text: kept, calls: [], finish: .length) }
      kept.append(token)
      guard !stops.isEmpty else { continue }
      said += token
      let found = stops.compactMap { stop in
        SimulatedText.position(of: stop, in: said).map { (stop: stop, at: $0) }
      }
      if let first = found.min(by: { $0.at < $1.at }) {
        let before = SimulatedText.cut(kept, toBytes: first.at)
        return Choice(thinking: thinking, text: before, calls: [], finish: .stop(first.stop))
      }
    }
    return Choice(thinking: thinking, text: kept, calls: [], finish: .end)
  }

  private static func calls(
    _ ask: Ask, directive: Directive, name: String, generator: inout SeededGenerator
  ) -> [Call] {
    guard !ask.tools.isEmpty else { return [] }
    let offered: [Ask.Tool]
    var count = ask.parallelCalls ? 2 : 1
    switch ask.toolChoice {
    case .none: return []
    case .named(let tool): offered = ask.tools.filter { $0.name == tool }
    case .required: offered = ask.tools
    case .automatic:
      offered = ask.tools
      if ask.answersTool { count = 0 }
    }
    count = directive.calls ?? count
    return (0..<count).map { number in
      let tool = offered[number % offered.count]
      let arguments = SchemaInstance(schema: tool.parameters).make(seed: generator.next())
      let prefix = ask.style == .anthropic ? "toolu_sim" : "call_sim"
      return Call(id: "\(prefix)_\(name)\(number)", name: tool.name, arguments: arguments.json)
    }
  }
}
