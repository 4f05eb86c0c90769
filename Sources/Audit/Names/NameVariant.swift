/// A model's name as logged, or with some of what tools put around it taken away.
struct NameVariant {
  var name: String
  /// What stood before it, outermost first.
  var prefixes: [String] = []
  var region: String?
  var isDateRemoved = false

  /// The forms to try, the fullest first.
  static func all(of name: String) -> [NameVariant] {
    let name = String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()).lowercased()
    guard !name.isEmpty, name.utf8.count <= 512 else { return [] }
    var found = [NameVariant(name: name, prefixes: name.firstIndex(of: "/").map { [String(name[..<$0])] } ?? [])]
    for variant in withoutPath(found[0]) { found.append(variant) }
    for variant in found { found += withoutDots(variant) }
    for variant in found {
      var shorter = variant
      while let rest = NormalName.withoutDate(shorter.name), !rest.isEmpty {
        shorter.name = rest
        shorter.isDateRemoved = true
        found.append(shorter)
      }
    }
    return found
  }

  private static func withoutPath(_ whole: NameVariant) -> [NameVariant] {
    var found: [NameVariant] = []
    var parts = whole.name.split(separator: "/").map(String.init)
    var variant = NameVariant(name: "")
    while parts.count > 1, found.count < 8 {
      let part = parts.removeFirst()
      variant.prefixes.append(part)
      if let region = RegionName.of(part), variant.prefixes.count > 1 { variant.region = region }
      variant.name = parts.joined(separator: "/")
      found.append(variant)
    }
    return found
  }

  // Bedrock: `us.anthropic.claude-…`, where the first part may be a region and the next the maker.
  private static func withoutDots(_ variant: NameVariant) -> [NameVariant] {
    var found: [NameVariant] = []
    var next = variant
    for _ in 0..<2 {
      guard let dot = next.name.firstIndex(of: "."), next.name[..<dot].allSatisfy({ $0.isLetter || $0 == "-" }),
        !next.name[..<dot].contains("/")
      else { break }
      if let region = RegionName.of(String(next.name[..<dot])), found.isEmpty { next.region = region }
      next.name = String(next.name[next.name.index(after: dot)...])
      found.append(next)
    }
    return found
  }
}
