internal import Yams

/// Reads YAML text into nodes with places. Refuses duplicate keys, more than one document and oversized input.
public enum YAMLDocument {
  /// The longest text that is read, in UTF-8 bytes.
  public static let maximumBytes = 8 << 20

  /// The root node of `text`.
  public static func parse(_ text: String, file: String) throws(YAMLError) -> YAMLNode {
    try read(text, file: file).node
  }

  /// The root node, and how many nodes were looked at for it.
  static func read(_ text: String, file: String) throws(YAMLError) -> (node: YAMLNode, steps: Int) {
    guard text.utf8.count <= maximumBytes else {
      throw YAMLError(
        file: file, line: 0, column: 0,
        message: "the file has \(text.utf8.count) bytes; at most \(maximumBytes) are read")
    }
    // The parser would put in what an alias stands for, and hash all of it where it is a mapping's key: sixty nested
    // aliases are more work than there is time. It sees plain words instead, and the composer unfolds within bounds.
    guard let mark = AliasMark(absentFrom: text) else {
      throw YAMLError(file: file, line: 0, column: 0, message: "the file uses every private character of Unicode")
    }
    let root: Node?
    let parser: Parser
    do {
      // Every value stays text here, so guessing its type by regular expressions would be wasted time.
      parser = try Parser(yaml: mark.hidingAliases(in: text), resolver: .basic)
      root = try parser.singleRoot()
    } catch let error as YamlError {
      throw located(error, file: file, mark: mark)
    } catch {
      throw YAMLError(file: file, line: 0, column: 0, message: "\(error)")
    }
    guard let root else { return (YAMLNode(file: file, line: 1, column: 1, content: .null), 0) }
    var composer = YAMLComposer(file: file, mark: mark)
    // Nodes know their anchors only as long as the parser lives.
    let node = try withExtendedLifetime(parser) { () throws(YAMLError) in try composer.compose(root, depth: 0).node }
    return (node, composer.steps)
  }

  private static func located(_ error: YamlError, file: String, mark: AliasMark) -> YAMLError {
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
      let names = duplicates.map { key in "'\(mark.restored(key))'" }.joined(separator: ", ")
      return YAMLError(
        file: file, line: context.mark.line, column: context.mark.column,
        message: "the key \(names) is given twice in this mapping")
    default:
      return YAMLError(file: file, line: 0, column: 0, message: "\(error)")
    }
  }
}
