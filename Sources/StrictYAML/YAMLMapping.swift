/// A mapping whose keys were checked against the set that is allowed.
public struct YAMLMapping: Sendable {
  /// The node this mapping came from, for errors.
  public let node: YAMLNode
  private let entries: [(key: String, keyNode: YAMLNode, value: YAMLNode)]

  init(node: YAMLNode, entries: [(key: String, keyNode: YAMLNode, value: YAMLNode)]) {
    self.node = node
    self.entries = entries
  }

  /// Keys with their values, in the order of the file.
  public var pairs: [(key: String, keyNode: YAMLNode, value: YAMLNode)] { entries }

  /// The value for `key`; nil when it is missing or null.
  public func value(_ key: String) -> YAMLNode? {
    guard let entry = entries.first(where: { $0.key == key }), !entry.value.isNull else { return nil }
    return entry.value
  }

  /// The value for `key`, which must be there.
  public func required(_ key: String) throws(YAMLError) -> YAMLNode {
    guard let value = value(key) else { throw node.error("'\(key)' is missing") }
    return value
  }

  /// This mapping with the entries of `other` for the keys that it has not, save those in `except`.
  public func completed(by other: YAMLMapping, except: [String] = []) -> YAMLMapping {
    let missing = other.pairs.filter { pair in
      !except.contains(pair.key) && !entries.contains { $0.key == pair.key }
    }
    return YAMLMapping(node: node, entries: entries + missing)
  }
}

extension YAMLNode {
  /// This node as a mapping of any keys.
  public func mapping() throws(YAMLError) -> YAMLMapping {
    switch content {
    case .mapping(let entries): return YAMLMapping(node: self, entries: entries)
    case .null: return YAMLMapping(node: self, entries: [])
    default: throw error("a mapping is needed here, not \(kind)")
    }
  }

  /// This node as a mapping that may have only `keys`; an unknown key is named with the nearest allowed one.
  public func mapping(keys: [String]) throws(YAMLError) -> YAMLMapping {
    let mapping = try mapping()
    for pair in mapping.pairs where !keys.contains(pair.key) {
      throw pair.keyNode.error("unknown key '\(pair.key)'\(Nearest.hint(pair.key, among: keys))", allowed: keys)
    }
    return mapping
  }

  /// This node as a list; a single value is not a list.
  public func list() throws(YAMLError) -> [YAMLNode] {
    switch content {
    case .sequence(let items): return items
    case .null: return []
    default: throw error("a list is needed here, not \(kind)")
    }
  }
}
