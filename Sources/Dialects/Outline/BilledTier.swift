/// The tier that a request asks for or a reply names, in one spelling for both dialects.
enum BilledTier {
  /// The word for a service tier, a speed and a place of processing together; nil where none of them is named, or all of
  /// them leave it to the provider.
  ///
  /// Standard in every spelling is `standard`; OpenAI's `fast` is another name for `priority`; Anthropic's fast mode is
  /// `speed:fast` and its regional processing `geo:us`.
  static func word(tier: String?, speed: String?, geo: String?) -> String? {
    var words: [String] = []
    switch tier {
    case nil, "": break
    case "default", "standard", "standard_only", "on_demand": words.append("standard")
    case "fast": words.append("priority")
    case let other?: words.append(other)
    }
    switch speed {
    case nil, "": break
    case "standard": words.append("standard")
    case let other?: words.append("speed:\(other)")
    }
    switch geo {
    case nil, "", "global", "not_available": break
    case let other?: words.append("geo:\(other)")
    }
    let special = words.filter { $0 != "standard" && (words.count == 1 || $0 != "auto") }
    return special.isEmpty ? words.first : special.joined(separator: "+")
  }
}

extension RequestOutline {
  /// The tier that is asked for, in one spelling for all dialects (`BilledTier`); nil for standard.
  public var billedTier: String? {
    let word = BilledTier.word(tier: serviceTier, speed: speed, geo: inferenceGeo)
    return word == "standard" ? nil : word
  }
}
