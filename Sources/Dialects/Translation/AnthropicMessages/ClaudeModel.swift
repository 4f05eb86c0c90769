/// What a model's name says about the settings it takes.
///
/// Claude models from Opus 4.7 on answer a request that names `temperature`, `top_p` or `top_k` with
/// status 400, and those before 4.5 do the same to `effort`; a name that is not known counts as new.
struct ClaudeModel: Sendable {
  private enum Line: String { case opus, sonnet, haiku, instant }

  /// Whether it is a Claude model at all; other servers speak the dialect too and take every setting.
  let isClaude: Bool
  private let line: Line?
  private let version: (major: Int, minor: Int)?

  /// Reads names such as `claude-opus-4-7`, `us.anthropic.claude-3-5-haiku-20241022-v1:0`.
  init(_ name: String) {
    let words = name.lowercased().utf8.split { !(0x30...0x39 ~= $0 || 0x61...0x7A ~= $0) }.map { String($0) ?? "" }
    guard let start = words.firstIndex(of: "claude") else {
      isClaude = false
      line = nil
      version = nil
      return
    }
    isClaude = true
    let rest = words[start...].dropFirst()
    line = rest.lazy.compactMap(Line.init(rawValue:)).first
    // Two digits at most: longer numbers are dates.
    let numbers = rest.prefix { Int($0) == nil || $0.utf8.count <= 2 }.compactMap { Int($0) }
    version = numbers.first.map { (major: $0, minor: numbers.dropFirst().first ?? 0) }
  }

  /// Whether `temperature`, `top_p` and `top_k` may be named.
  var takesSampling: Bool {
    switch line {
    case _ where !isClaude: true
    case .haiku: isAtMost(4, 5)
    case .opus, .sonnet: isAtMost(4, 6)
    case .instant: true
    case nil: isAtMost(3, 99)
    }
  }

  /// Whether `output_config.effort` may be named.
  var takesEffort: Bool {
    switch line {
    case .haiku: !isAtMost(4, 5)
    case .opus: !isAtMost(4, 4)
    case .sonnet: !isAtMost(4, 5)
    case .instant: false
    case nil: !isAtMost(3, 99)
    }
  }

  private func isAtMost(_ major: Int, _ minor: Int) -> Bool {
    guard let version else { return false }
    return (version.major, version.minor) <= (major, minor)
  }
}
