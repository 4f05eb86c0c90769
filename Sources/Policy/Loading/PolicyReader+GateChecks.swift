internal import Patterns
internal import StrictYAML

extension PolicyReader {
  private static var checkNames: [String] { ["identical", "schema", "tools", "{regex: …}", "{command: […]}"] }

  /// One of `checks`: a name, or a mapping for those that need more than a name.
  mutating func gateCheck(_ node: YAMLNode) -> Policy.Gate.Check? {
    if case .mapping = node.content { return writtenCheck(node) }
    let names: [(String, Policy.Gate.Check)] = [("identical", .identical), ("schema", .schema), ("tools", .tools)]
    return errors.take { () throws(YAMLError) in
      let text = try node.string()
      guard let check = names.first(where: { $0.0 == text })?.1 else {
        throw node.error("'\(text)' is not a check", allowed: Self.checkNames)
      }
      return check
    }
  }

  private mutating func writtenCheck(_ node: YAMLNode) -> Policy.Gate.Check? {
    guard let mapping = errors.mapping(node, keys: ["regex", "command", "timeout_ms"]) else { return nil }
    switch (mapping.value("regex"), mapping.value("command")) {
    case (let pattern?, nil):
      if let place = mapping.value("timeout_ms") { errors.note(place.error("'timeout_ms' belongs to a command")) }
      return regex(pattern)
    case (nil, let command?): return self.command(command, mapping)
    default:
      errors.note(node.error("a check is one of these", allowed: Self.checkNames))
      return nil
    }
  }

  private mutating func regex(_ node: YAMLNode) -> Policy.Gate.Check? {
    guard let pattern = errors.take({ () throws(YAMLError) in try node.string() }) else { return nil }
    do throws(PatternError) { _ = try Pattern(pattern) } catch {
      errors.note(
        node.error("'\(pattern)' is no regular expression that a check can run: \(error)", allowed: Pattern.grammar))
      return nil
    }
    return .regex(pattern)
  }

  private mutating func command(_ node: YAMLNode, _ mapping: YAMLMapping) -> Policy.Gate.Check? {
    let arguments = errors.take { () throws(YAMLError) in try node.strings() } ?? []
    let limit = int(mapping, "timeout_ms", 1...600_000) ?? 5_000
    guard let program = arguments.first, program.hasPrefix("/") else {
      errors.note(node.error("a command is a list that begins with the program's whole path"))
      return nil
    }
    guard !arguments.contains(where: { $0.utf8.contains(0) }) else {
      errors.note(node.error("no argument of a command may hold a zero byte"))
      return nil
    }
    return .command(arguments, timeoutMilliseconds: limit)
  }
}
