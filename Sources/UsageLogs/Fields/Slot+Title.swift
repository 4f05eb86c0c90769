extension Slot {
  /// The name for messages.
  var title: String {
    switch self {
    case .at, .atAlternative: "time"
    case .prompt: "prompt tokens"
    case .uncached: "uncached input tokens"
    case .cacheRead: "cached tokens"
    case .cacheWrite, .cacheWriteShort, .cacheWriteLong: "cache write tokens"
    case .completion: "completion tokens"
    case .reasoning: "reasoning tokens"
    case .total: "total tokens"
    case .cost, .costAlternative, .costOfInput, .costOfOutput, .costExtra, .costNano: "cost"
    case .requests: "requests"
    default: "\(self)"
    }
  }
}
