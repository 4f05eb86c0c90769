/// Gathers errors while a document is read on, so that a user sees all of them at once.
public struct YAMLErrorCollector: Sendable {
  /// What was found so far, in the order of finding.
  public private(set) var errors: [YAMLError] = []

  /// A collector that has found nothing.
  public init() {}

  /// Notes an error.
  public mutating func note(_ error: YAMLError) { errors.append(error) }

  /// The value that `read` gives, or nil after its error was noted.
  public mutating func take<Value>(_ read: () throws(YAMLError) -> Value) -> Value? {
    do { return try read() } catch {
      errors.append(error)
      return nil
    }
  }

  /// The node as a mapping; each key outside `keys` is noted with the nearest allowed one, and reading goes on.
  public mutating func mapping(_ node: YAMLNode, keys: [String]) -> YAMLMapping? {
    guard let mapping = take({ () throws(YAMLError) in try node.mapping() }) else { return nil }
    for pair in mapping.pairs where !keys.contains(pair.key) {
      note(pair.keyNode.error("unknown key '\(pair.key)'\(Nearest.hint(pair.key, among: keys))", allowed: keys))
    }
    return mapping
  }

  /// Throws everything that was found, in the order of the file.
  public func finish() throws(YAMLErrors) {
    guard !errors.isEmpty else { return }
    throw YAMLErrors(errors.sorted { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) })
  }
}
