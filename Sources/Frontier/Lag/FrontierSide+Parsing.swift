extension FrontierSide {
  /// What a filter may be made of, as a sentence for messages and help.
  public static let grammar =
    "a filter is made of open, closed, china, us or all, joined by hyphens (open-china), and of org:NAME, country:NAME "
    + "and not:MODEL, joined by commas (open,org:DeepSeek)"

  /// Reads a filter such as `open`, `closed-us`, `country:France` or `open,org:DeepSeek,not:DeepSeek-R1`.
  ///
  /// Several organisations or countries are alternatives; different kinds of conditions must all hold.
  public init(_ text: String) throws(FrontierFilterError) {
    self.init(name: "")
    var names: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let term = part.trimmingSpaces
      guard !term.isEmpty else { throw FrontierFilterError(filter: text, problem: "a part of it is empty") }
      if let colon = term.firstIndex(of: ":") {
        let key = term[..<colon].lowercased()
        let value = String(term[term.index(after: colon)...].trimmingSpaces)
        guard !value.isEmpty else { throw FrontierFilterError(filter: text, problem: "'\(key):' names nothing") }
        try restrict(key, to: value, of: text)
        names.append(key == "not" ? "without \(value)" : value)
      } else {
        for keyword in term.lowercased().split(separator: "-", omittingEmptySubsequences: false) {
          names.append(try restrict(String(keyword), of: text))
        }
      }
    }
    name = names.joined(separator: ", ")
  }

  private mutating func restrict(_ key: String, to value: String, of text: String) throws(FrontierFilterError) {
    switch key {
    case "org": organisations.insert(value)
    case "country": countries.insert(value)
    case "not": excluded.insert(value)
    default: throw FrontierFilterError(filter: text, problem: "'\(key):' is not known")
    }
  }

  private mutating func restrict(_ keyword: String, of text: String) throws(FrontierFilterError) -> String {
    switch keyword {
    case "open", "closed":
      let wanted: FrontierModel.Weights = keyword == "open" ? .open : .closed
      guard weights == nil || weights == wanted else {
        throw FrontierFilterError(filter: text, problem: "no model is both open and closed")
      }
      weights = wanted
      return keyword
    case "china":
      countries.insert("China")
      return "China"
    case "us":
      countries.insert("United States of America")
      return "US"
    case "all": return "all"
    default: throw FrontierFilterError(filter: text, problem: "'\(keyword)' is not known")
    }
  }

  /// Names of conditions that no model meets by itself, to be told before a comparison is empty.
  public func unmatched(in models: [FrontierModel]) -> [String] {
    let known = models.reduce(into: (orgs: Set<String>(), countries: Set<String>(), names: Set<String>())) {
      $0.orgs.insert($1.organisation)
      $0.countries.insert($1.country)
      $0.names.insert($1.name)
    }
    return organisations.subtracting(known.orgs).map { "org:\($0)" }.sorted()
      + countries.subtracting(known.countries).map { "country:\($0)" }.sorted()
      + excluded.subtracting(known.names).map { "not:\($0)" }.sorted()
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    var rest = self.drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
