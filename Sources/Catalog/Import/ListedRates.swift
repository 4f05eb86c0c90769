/// Reads the rates of one entry of a list and remembers what was wrong with them.
struct ListedRates {
  /// Whether rates are in dollars per token rather than per million tokens.
  let perToken: Bool
  private(set) var problem: (offset: Int, message: String)?

  init(perToken: Bool) { self.perToken = perToken }

  /// A rate; nil when there is none or it is wrong, which is remembered.
  mutating func rate(_ node: JSONNode?, named name: String) -> TokenRate? {
    guard let node else { return nil }
    if case .null = node.content { return nil }
    guard let text = node.number else {
      return fail(node, "'\(name)' is \(node.kind), but a number is expected")
    }
    guard let rate = TokenRate(dollars: text, perToken: perToken) else {
      let unit = perToken ? "1 dollar a token" : "1,000,000 dollars per million tokens"
      return fail(node, "'\(name)' is \(text.prefix(40)), but a price from 0 to \(unit) is expected")
    }
    return rate
  }

  /// Remembers the first thing that is wrong.
  mutating func fail(_ node: JSONNode, _ message: String) -> TokenRate? {
    if problem == nil { problem = (node.offset, message) }
    return nil
  }
}

extension RateCard {
  /// True when nothing has a rate.
  var isEmpty: Bool { TokenKind.allCases.allSatisfy { self[$0] == nil } }

  /// True when prompts and answers are listed at nothing: a subscription or a lure, not a price.
  var isListedFree: Bool {
    input?.nanoDollarsPerMillion == 0 && (output?.nanoDollarsPerMillion ?? 0) == 0
  }

  /// This card without rates of nothing for caches, which lists write where there is no cache price.
  var withoutFreeCaches: RateCard {
    var card = self
    for kind in [TokenKind.cacheRead, .cacheWriteShort, .cacheWriteLong, .reasoning]
    where card[kind]?.nanoDollarsPerMillion == 0 {
      card[kind] = nil
    }
    return card
  }

  /// This card with the rates of another one where it has none.
  func completed(by other: RateCard) -> RateCard {
    var card = self
    for kind in TokenKind.allCases where card[kind] == nil { card[kind] = other[kind] }
    return card
  }
}
