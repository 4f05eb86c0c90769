internal import StrictYAML

extension YAMLErrorCollector {
  /// The node as a mapping of these keys, each with a value: an empty one is a slip, and would read as unknown.
  mutating func facts(_ node: YAMLNode, keys: [String]) -> YAMLMapping? {
    guard let facts = mapping(node, keys: keys) else { return nil }
    for pair in facts.pairs where pair.value.isNull {
      note(pair.keyNode.error("'\(pair.key)' is empty; give it a value or leave it out"))
    }
    return facts
  }

  /// The value of a key that must be there; nil after an error was noted.
  mutating func required<Value>(
    _ mapping: YAMLMapping, _ key: String, _ read: (YAMLNode) throws(YAMLError) -> Value
  ) -> Value? {
    take { () throws(YAMLError) in try read(try mapping.required(key)) }
  }

  /// The value of a key that may be missing; nil also after an error was noted.
  mutating func optional<Value>(
    _ mapping: YAMLMapping, _ key: String, _ read: (YAMLNode) throws(YAMLError) -> Value
  ) -> Value? {
    guard let node = mapping.value(key) else { return nil }
    return take { () throws(YAMLError) in try read(node) }
  }

  /// A list of names from a closed set, as an option set; every unknown name is noted.
  mutating func flags<Flags: OptionSet>(
    _ mapping: YAMLMapping, _ key: String, among names: [(String, Flags)]
  ) -> Flags? where Flags.Element == Flags {
    guard let items = optional(mapping, key, { node throws(YAMLError) in try node.list() }) else { return nil }
    var flags = Flags()
    for item in items {
      if let flag = take({ () throws(YAMLError) in try item.choice(names) }) { flags.formUnion(flag) }
    }
    return flags
  }

  /// The entries of a section that must be a list.
  mutating func entries(_ mapping: YAMLMapping, _ key: String) -> [YAMLNode] {
    optional(mapping, key, { node throws(YAMLError) in try node.list() }) ?? []
  }
}
