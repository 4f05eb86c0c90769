internal import StrictYAML

extension CatalogReader {
  /// The defaults of what stands inside `mapping`: its own, else those around it.
  ///
  /// A fact that names its source without a day has the day of that source's copy.
  mutating func defaults(_ mapping: YAMLMapping, inheriting outer: FactDefaults) -> FactDefaults {
    var inner = outer
    if let named = source(mapping) {
      inner.source = named.text
      inner.asOf = named.asOf ?? outer.asOf
    }
    if let asOf = problems.optional(mapping, "as_of", { node throws(YAMLError) in try node.instant() }) {
      inner.asOf = asOf
    }
    if let from = problems.optional(mapping, "from", { node throws(YAMLError) in try node.instant() }) {
      inner.from = from
    }
    return inner
  }

  /// Source and day as a citation; nil after noting what is missing.
  mutating func citation(_ facts: FactDefaults, for node: YAMLNode) -> Citation? {
    guard let source = facts.source else {
      problems.note(node.error("no `source:` here, around it, or in the file's `defaults:`"))
      return nil
    }
    guard let asOf = facts.asOf else {
      problems.note(node.error("no `as_of:` here, around it, in its source or in the file's `defaults:`"))
      return nil
    }
    return Citation(source: source, asOf: asOf)
  }

  private mutating func source(_ mapping: YAMLMapping) -> (text: String, asOf: Timestamp?)? {
    guard let node = mapping.value("source") else { return nil }
    let nodes: [YAMLNode]
    if case .sequence(let items) = node.content { nodes = items } else { nodes = [node] }
    guard !nodes.isEmpty else {
      problems.note(node.error("an empty list is no source"))
      return nil
    }
    var names: [String] = []
    var days: [Timestamp] = []
    for item in nodes {
      guard let name = problems.take({ () throws(YAMLError) in try item.name() }) else { continue }
      if let known = sources[name] {
        if let day = known.asOf { days.append(day) }
      } else if !name.contains(" "), !name.contains("://") {
        let known = sources.keys.sorted()
        problems.note(
          item.error(
            "unknown source '\(name)'\(Nearest.hint(name, among: known))",
            allowed: known + ["a URL", "a phrase of several words"]))
      }
      names.append(name)
    }
    return (names.joined(separator: ", "), days.min())
  }
}
