internal import Yams

/// Reads YAML text into nodes with places. Refuses duplicate keys, more than one document and oversized input.
public enum YAMLDocument {
  /// The longest text that is read, in UTF-8 bytes.
  public static let maximumBytes = 8 << 20

  /// The root node of `text`.
  public static func parse(_ text: String, file: String) throws(YAMLError) -> YAMLNode {
    guard text.utf8.count <= maximumBytes else {
      throw YAMLError(
        file: file, line: 0, column: 0,
        message: "the file has \(text.utf8.count) bytes; at most \(maximumBytes) are read")
    }
    let root: Node?
    do {
      // Every value stays text here, so guessing its type by regular expressions would be wasted time.
      root = try Yams.compose(yaml: text, .basic)
    } catch let error as YamlError {
      throw located(error, file: file)
    } catch {
      throw YAMLError(file: file, line: 0, column: 0, message: "\(error)")
    }
    guard let root else { return YAMLNode(file: file, line: 1, column: 1, content: .null) }
    var budget = 1_000_000
    return try convert(root, file: file, depth: 0, budget: &budget)
  }

  private static func located(_ error: YamlError, file: String) -> YAMLError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return YAMLError(file: file, line: mark.line, column: mark.column, message: problem)
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0)
      let line = before.reversed().prefix { !$0.isNewline }.count
      return YAMLError(
        file: file, line: before.count(where: \.isNewline) + 1, column: line + 1, message: problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { key in "'\(key)'" }.joined(separator: ", ")
      return YAMLError(
        file: file, line: context.mark.line, column: context.mark.column,
        message: "the key \(names) is given twice in this mapping")
    default:
      return YAMLError(file: file, line: 0, column: 0, message: "\(error)")
    }
  }

  // The budget bounds what anchors and aliases can unfold to ("billion laughs").
  private static func convert(
    _ node: Node, file: String, depth: Int, budget: inout Int
  ) throws(YAMLError) -> YAMLNode {
    let line = node.mark?.line ?? 1
    let column = node.mark?.column ?? 1
    func make(_ content: YAMLNode.Content) -> YAMLNode {
      YAMLNode(file: file, line: line, column: column, content: content)
    }
    budget -= 1
    guard depth < 64, budget > 0 else {
      throw make(.null).error("nested too deeply or unfolds to too many values")
    }
    switch node {
    case .scalar(let scalar):
      let plain = scalar.style == .plain || scalar.style == .any
      if plain, ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return make(.null) }
      return make(.scalar(scalar.string, quoted: !plain))
    case .sequence(let sequence):
      var items: [YAMLNode] = []
      for item in sequence {
        items.append(try convert(item, file: file, depth: depth + 1, budget: &budget))
      }
      return make(.sequence(items))
    case .mapping(let mapping):
      var entries: [(key: String, keyNode: YAMLNode, value: YAMLNode)] = []
      var names: Set<String> = []
      for (key, value) in mapping {
        let keyNode = try convert(key, file: file, depth: depth + 1, budget: &budget)
        guard case .scalar(let name, _) = keyNode.content else { throw keyNode.error("a key must be a single value") }
        guard names.insert(name).inserted else {
          throw keyNode.error("the key '\(name)' is given twice in this mapping")
        }
        entries.append((name, keyNode, try convert(value, file: file, depth: depth + 1, budget: &budget)))
      }
      return make(.mapping(entries))
    default:
      throw make(.null).error("aliases are not supported here")
    }
  }
}
