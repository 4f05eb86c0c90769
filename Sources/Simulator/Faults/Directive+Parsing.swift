extension Directive {
  /// Reads `fault=429,retry-after=1,times=2`.
  init(parsing text: String) throws(Mistake) {
    var pairs: [(String, String)] = []
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2 else {
        throw Mistake(message: "'\(Self.trimmed(part))' is not key=value; keys: \(Self.keys.joined(separator: ", "))")
      }
      pairs.append((Self.trimmed(sides[0]), Self.trimmed(sides[1])))
    }
    try self.init(pairs: pairs)
  }

  /// Reads key and value pairs, `_` and `-` in keys being the same.
  init(pairs: [(String, String)]) throws(Mistake) {
    self.init()
    var values: [String: String] = [:]
    for (name, value) in pairs {
      let key = String(name.map { $0 == "_" ? "-" : $0 })
      guard Self.keys.contains(key) else {
        throw Mistake(message: "unknown key '\(name)'; keys: \(Self.keys.joined(separator: ", "))")
      }
      values[key] = value
    }
    func whole(_ key: String, _ range: ClosedRange<Int>) throws(Mistake) -> Int? {
      guard let text = values[key] else { return nil }
      guard let number = Int(text), range.contains(number) else {
        throw Mistake(
          message: "\(key)=\(text) is not a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
    times = try whole("times", 1...1_000_000)
    model = values["model"]
    key = values["key"]
    latencyMilliseconds = try whole("latency-ms", 0...Self.longestPause)
    chunkMilliseconds = try whole("chunk-ms", 0...Self.longestPause)
    tokens = try whole("tokens", 0...Self.mostTokens)
    calls = try whole("calls", 0...64)
    cached = try whole("cached", 0...10_000_000)
    reasoning = try whole("reasoning", 0...Self.mostTokens)
    tier = values["tier"]
    searches = try whole("searches", 0...1_000)
    guard let name = values["fault"] else { return }
    let after = try whole("after", 0...Self.mostTokens) ?? 1
    let pause = try whole("ms", 0...Self.longestPause) ?? 5_000
    let difference = try whole("by", -1_000_000...1_000_000) ?? 64
    var fault = Fault(try Self.kind(name, after: after, milliseconds: pause, by: difference))
    if let seconds = try whole("retry-after", 0...86_400) {
      fault.retryAfter = .seconds(seconds)
    } else if let seconds = try whole("retry-after-date", 0...86_400) {
      fault.retryAfter = .date(secondsFromNow: seconds)
    }
    self.fault = fault
  }

  /// Reads one model suffix: `cut3`, `429`, `slow2000`, `tokens50`; nil when it is not one.
  init?(suffix: Substring) {
    let name = suffix.prefix { !$0.isASCII || !$0.isNumber }
    let number = suffix.dropFirst(name.count)
    guard number.isEmpty || Int(number) != nil else { return nil }
    let pairs: [(String, String)]
    switch (name, number.isEmpty) {
    case ("", false): pairs = [("fault", String(number))]
    case ("latency", false), ("chunk", false): pairs = [("\(name)-ms", String(number))]
    case ("tokens", false), ("calls", false), ("cached", false), ("reasoning", false):
      pairs = [(String(name), String(number))]
    case (_, true): pairs = [("fault", String(name))]
    case ("slow", _): pairs = [("fault", "slow"), ("ms", String(number))]
    default: pairs = [("fault", String(name)), ("after", String(number))]
    }
    guard let directive = try? Directive(pairs: pairs) else { return nil }
    self = directive
  }

  private static func kind(
    _ name: String, after: Int, milliseconds: Int, by difference: Int
  ) throws(Mistake) -> Fault.Kind {
    switch name {
    case "slow": return .slow(milliseconds: milliseconds)
    case "cut": return .cut(after: after)
    case "truncated": return .truncated(after: after)
    case "stall": return .stall(after: after)
    case "malformed": return .malformed(after: after)
    case "error-event": return .errorEvent(after: after)
    case "no-usage": return .noUsage
    case "wrong-length": return .wrongLength(by: difference)
    case "reset": return .reset
    default:
      guard let status = Int(name), (400...599).contains(status) else {
        throw Mistake(
          message: "unknown fault '\(name)'; allowed: 400 to 599, \(Self.faultNames.joined(separator: ", "))")
      }
      return .status(status)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
