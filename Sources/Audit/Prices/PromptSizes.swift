internal import Catalog

/// Classes of prompt length within which every offer has the same rates and the same answer to "does it fit?".
struct PromptSizes: Sendable {
  /// Prompts of more tokens than a bound are in the next class; ascending.
  let bounds: [Int]

  init(_ catalog: Catalog) {
    var bounds: Set<Int> = []
    for offer in catalog.offers {
      if offer.contextTokens > 0 { bounds.insert(offer.contextTokens) }
      for price in offer.prices {
        for variant in price.variants { if let bound = variant.abovePromptTokens { bounds.insert(bound) } }
      }
    }
    self.bounds = bounds.sorted()
  }

  /// The class of a prompt.
  func number(of promptTokens: Int) -> Int {
    // Most prompts are short, and there are few bounds.
    bounds.firstIndex { promptTokens <= $0 } ?? bounds.count
  }

  /// The shortest prompt of a class.
  func shortest(in number: Int) -> Int {
    number > 0 && number <= bounds.count ? bounds[number - 1] + 1 : 0
  }
}
