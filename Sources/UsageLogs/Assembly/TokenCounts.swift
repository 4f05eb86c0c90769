internal import Catalog

/// A row's counts as the log has them, before they are made disjoint.
struct TokenCounts {
  var prompt: Int?
  var uncached: Int?
  var cacheRead = 0
  var cacheWrite: Int?
  var cacheWriteShort = 0
  var cacheWriteLong = 0
  var completion: Int?
  var reasoning = 0
  var total: Int?

  /// The usage in disjoint kinds.
  ///
  /// The total of a row can show that counts do not relate as they usually do in its format: it is asked where
  /// they could not hold, and always where `trustsTotal` says that the format has no firm habit.
  @inline(__always)
  func usage(
    input: FormatTable.Counting, output: FormatTable.Counting, trustsTotal: Bool
  ) -> Result<TokenUsage, LogProblemKind> {
    guard prompt != nil || uncached != nil else { return .failure(.missingTokens) }
    let completion = completion ?? 0
    // What is written to a cache for a time that is not told counts as short-lived, which is the usual kind.
    let listed = cacheWriteShort + cacheWriteLong
    let short = cacheWriteShort + max(0, (cacheWrite ?? 0) - listed)
    let cached = cacheRead + short + cacheWriteLong
    var isInputIncluded = input.isIncluded
    var isOutputIncluded = output.isIncluded
    if cached > 0 || reasoning > 0, let total, let prompt {
      let isImpossible = isInputIncluded && cached > prompt || isOutputIncluded && reasoning > completion
      if trustsTotal || isImpossible {
        let found = habits(prompt, completion, cached, total, (isInputIncluded, isOutputIncluded))
        (isInputIncluded, isOutputIncluded) = found
      }
    }
    var usage = TokenUsage(
      input: uncached ?? prompt ?? 0, cacheRead: cacheRead, cacheWriteShort: short, cacheWriteLong: cacheWriteLong,
      output: completion, reasoning: reasoning)
    if uncached == nil, isInputIncluded {
      guard cached <= usage.input else { return .failure(.cachedExceedsPrompt) }
      usage.input -= cached
    }
    if isOutputIncluded {
      guard reasoning <= completion else { return .failure(.reasoningExceedsOutput) }
      usage.output -= reasoning
    }
    return .success(usage)
  }

  // The habits under which the counts add up to the total; the usual ones where they do or where none do.
  private func habits(
    _ prompt: Int, _ completion: Int, _ cached: Int, _ total: Int, _ usual: (Bool, Bool)
  ) -> (Bool, Bool) {
    let others = [(true, true), (false, false), (false, true), (true, false)]
    for (input, output) in [usual] + others {
      let sum = prompt + (input ? 0 : cached) + completion + (output ? 0 : reasoning)
      let isPossible = (!input || cached <= prompt) && (!output || reasoning <= completion)
      if isPossible, sum == total { return (input, output) }
    }
    return usual
  }
}

extension FormatTable.Counting {
  /// Whether the part is in the count.
  var isIncluded: Bool {
    switch self {
    case .included, .byProvider: true
    case .apart: false
    }
  }
}

extension FormatTable {
  /// Whether the format has no firm habit, so that a row's total is asked.
  var trustsTotal: Bool { format == .langfuse || format == .helicone }
}
